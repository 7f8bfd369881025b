// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.ingot.image.Call;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.client.Fetch;
import io.ingot.image.client.FetchOptions;
import io.ingot.image.client.FetchRequest;
import io.ingot.image.spi.Body;
import io.ingot.testing.service.BodyView;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Origins that send a few bytes now and then, so that each attempt makes progress but none ends. */
@ParameterizedClass
@EnumSource
@Timeout(60)
class SlowOriginTest {
    private static final byte[] BYTES = TestEngine.bytes(900_001);
    private static final String OTHER = "fake://other/image.img";

    private final BodyView view;

    @TempDir
    Path folder;

    SlowOriginTest(BodyView view) {
        this.view = view;
    }

    @Test
    void slowConnectionEndsAndDoesNotCountAsProgress() throws Exception {
        try (TestTransfer transfer =
                new TestTransfer(folder).offering(view).retries(2).leastRate(1_000_000, Duration.ofMillis(20))) {
            FakeImage image = transfer.image(BYTES).version("1");
            for (int i = 0; i < 10; i++) {
                image.thenReads(SlowOriginTest::dripping);
            }

            ImageException e = catchThrowableOfType(ImageException.class, () -> transfer.run(1));

            assertThat(e.code()).isEqualTo(ErrorCode.TRANSFER_FAILED);
            assertThat(e.retryable()).isTrue();
            assertThat(e)
                    .hasMessageContaining("fake://origin/image.img came too slowly: 10 bytes in ")
                    .hasMessageContaining("io.ingot.fetch/leastBytesPerSecond");
            assertThat(image.offsets).as("attempts").hasSize(3);
        }
    }

    @Test
    void slowConnectionIsReplacedAndItsBytesAreKept() throws Exception {
        try (TestTransfer transfer =
                new TestTransfer(folder).offering(view).retries(50).leastRate(1_000, Duration.ofMillis(50))) {
            FakeImage image = transfer.image(BYTES).version("1").thenReads(SlowOriginTest::dripping);

            transfer.run(1);

            assertThat(folder.resolve("image")).hasBinaryContent(BYTES);
            assertThat(image.offsets).startsWith(0L, 10L);
        }
    }

    @Test
    void slowOriginLeavesSlotsForOthers() throws Exception {
        try (TestEngine test = new TestEngine(folder, TestConfig.quick().with("smallImageBytes", 0L)).offering(view)) {
            FakeImage image = test.image(BYTES).version("1");
            List<Fetch> slow = new ArrayList<>();
            for (int i = 0; i < 24; i++) {
                image.thenReads(SlowOriginTest::dripping);
                slow.add(test.engine.fetch(test.requestTo("slow" + i).options(FetchOptions.DEFAULT.useStore(false))));
            }
            test.resolver.put(OTHER, FakeImage.of(BYTES));

            test.engine
                    .fetch(FetchRequest.of(test.request(OTHER).image(), folder.resolve("good")))
                    .join();

            assertThat(folder.resolve("good")).hasBinaryContent(BYTES);
            slow.forEach(Fetch::cancel);
            await().until(() -> test.engine.running().isEmpty());
        }
    }

    @Test
    void silentOriginLeavesThreadsForOthers() throws Exception {
        try (TestEngine test = TestEngine.in(folder).offering(view)) {
            FakeImage image = test.image(BYTES);
            CountDownLatch end = new CountDownLatch(1);
            List<Fetch> silent = new ArrayList<>();
            for (int i = 0; i < 300; i++) {
                image.thenShows(call -> awaitEither(end, call));
                silent.add(test.engine.fetch(test.requestTo("silent" + i)));
            }
            test.resolver.put(OTHER, FakeImage.of(BYTES));

            test.engine
                    .fetch(FetchRequest.of(test.request(OTHER).image(), folder.resolve("good")))
                    .join();

            assertThat(folder.resolve("good")).hasBinaryContent(BYTES);
            silent.forEach(Fetch::cancel);
            end.countDown();
            await().until(() -> test.engine.running().isEmpty());
        }
    }

    @Test
    void pauseBetweenAttemptsReleasesTheSlot() throws Exception {
        TestConfig config = new TestConfig()
                .with("retryPauseMillis", 3_600_000L)
                .with("maxRetryPauseMillis", 3_600_000L)
                .with("retryLimitMillis", 604_800_000L)
                .with("transfers", 1)
                .with("smallImageBytes", 0L);
        try (TestEngine test = new TestEngine(folder, config).offering(view)) {
            test.image(BYTES).version("1").thenReads((image, offset, call) -> {
                throw new ImageException(ErrorCode.TRANSFER_FAILED, "the connection broke");
            });
            test.resolver.put(OTHER, FakeImage.of(BYTES));
            Fetch pausing = test.engine.fetch(test.requestTo("pausing"));
            await().until(() -> pausing.progress()
                    .activity()
                    .filter("the next attempt, after a pause"::equals)
                    .isPresent());

            test.engine
                    .fetch(FetchRequest.of(test.request(OTHER).image(), folder.resolve("good")))
                    .join();

            assertThat(folder.resolve("good")).hasBinaryContent(BYTES);
            pausing.cancel();
            await().until(() -> test.engine.running().isEmpty());
        }
    }

    /** Sends ten bytes, and no more until the call ends. */
    private static Body dripping(FakeImage image, long offset, Call call) {
        CountDownLatch ended = new CountDownLatch(1);
        call.onCancel(ended::countDown);
        InputStream silence = new InputStream() {
            @Override
            public int read() throws IOException {
                awaitEither(ended, call);
                throw new IOException("the call has ended");
            }

            @Override
            public int read(byte[] buffer, int from, int most) throws IOException {
                return read();
            }
        };
        return image.body(
                new SequenceInputStream(new ByteArrayInputStream(image.bytes(), (int) offset, 10), silence),
                offset,
                OptionalLong.of(image.bytes().length));
    }

    private static void awaitEither(CountDownLatch latch, Call call) throws ImageException {
        try (Call.Registration registration = call.onCancel(latch::countDown)) {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        call.check();
    }
}
