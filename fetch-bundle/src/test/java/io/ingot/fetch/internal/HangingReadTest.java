// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.ingot.fetch.internal.part.Units;
import io.ingot.image.Call;
import io.ingot.image.ErrorCode;
import io.ingot.image.FetchPhase;
import io.ingot.image.ImageException;
import io.ingot.image.client.Fetch;
import io.ingot.image.client.FetchOptions;
import io.ingot.image.client.FetchRequest;
import io.ingot.image.spi.Body;
import io.ingot.testing.service.BodyView;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Services whose streams do not return when their call ends. */
@ParameterizedClass
@EnumSource
@Timeout(60)
class HangingReadTest {
    private static final byte[] BYTES = TestEngine.bytes(900_001);
    private static final String HANGS = "io.ingot.fake 1.2.3 hangs: it goes on reading fake://origin/image.img";

    private final BodyView view;

    @TempDir
    Path folder;

    private final CountDownLatch reading = new CountDownLatch(1);
    private final CountDownLatch release = new CountDownLatch(1);
    private TestEngine test;

    HangingReadTest(BodyView view) {
        this.view = view;
    }

    @BeforeEach
    void start() {
        test = TestEngine.in(folder).offering(view);
    }

    @AfterEach
    void stop() {
        release.countDown();
        test.close();
    }

    @Test
    void timeoutEndsAFetchAndNamesTheHangingService() throws IOException {
        test.image(BYTES).thenReads(hangingAfter(300_000));
        try (LogLines log = LogLines.of(FetchEngine.class)) {
            ImageException e =
                    test.failure(test.request().options(FetchOptions.DEFAULT.timeout(Duration.ofSeconds(2))));

            assertThat(e.code()).isEqualTo(ErrorCode.TIMED_OUT);
            assertThat(e).hasMessageContaining(HANGS);
            assertThat(log.lines()).anyMatch(line -> line.startsWith("WARN " + HANGS));
        }
    }

    @Test
    void endBetweenAttemptsNamesTheServiceThatHungInTheLast() throws Exception {
        test.engine.modified(new TestConfig()
                .with("stallTimeoutMillis", 100L)
                .with("retryPauseMillis", 3_600_000L)
                .with("maxRetryPauseMillis", 3_600_000L)
                .with("retryLimitMillis", 604_800_000L)
                .get());
        test.image(BYTES).thenReads(hangingAfter(0));
        Fetch fetch = test.engine.fetch(test.request());
        await().until(() -> fetch.progress()
                .activity()
                .filter("the next attempt, after a pause"::equals)
                .isPresent());

        fetch.cancel();

        ImageException e = catchThrowableOfType(ImageException.class, fetch::join);
        assertThat(e).hasMessageContaining(HANGS);
        assertThat(e.details()).anyMatch(detail -> detail.startsWith(HANGS));
    }

    @Test
    void cancelEndsAFetch() throws Exception {
        test.image(BYTES).thenReads(hangingAfter(0));
        Fetch fetch = test.engine.fetch(test.request());
        reading.await();

        fetch.cancel();

        assertThat(catchThrowableOfType(ImageException.class, fetch::join).code())
                .isEqualTo(ErrorCode.CANCELLED);
        assertThat(test.engine.running()).isEmpty();
    }

    @Test
    void stallEndsAnAttemptAndTheNextSourceResumes() throws IOException {
        test.engine.modified(TestConfig.quick().with("stallTimeoutMillis", 200L).get());
        FakeImage image = test.image(BYTES).version("1").thenReads(hangingAfter(600_000));

        assertThat(test.fetch().bytesReused()).isPositive();

        test.assertOnlyDestination(BYTES);
        assertThat(image.opens).as("what hung is not read again").hasValue(2);
        assertThat(image.offsets.toArray(Long[]::new)[1]).isPositive();
    }

    @Test
    void stallWithoutRetriesNamesTheHangingService() throws IOException {
        test.engine.modified(TestConfig.quick()
                .with("stallTimeoutMillis", 100L)
                .with("retries", 0)
                .get());
        test.image(BYTES).thenReads(hangingAfter(10));

        ImageException e = test.failure();

        assertThat(e.code()).isEqualTo(ErrorCode.TRANSFER_FAILED);
        assertThat(e)
                .hasMessageStartingWith(
                        "no byte of fake://origin/image.img came for 100 ms (io.ingot.fetch/stallTimeoutMillis); "
                                + HANGS);
    }

    @Test
    void slotAndTransferLockAreReleased() throws Exception {
        test.engine.modified(TestConfig.quick()
                .with("transfers", 1)
                .with("smallImageBytes", 0L)
                .get());
        test.image(BYTES).version("1").thenReads(hangingAfter(0));
        Fetch hanging = test.engine.fetch(test.requestTo("one"));
        reading.await();
        Fetch next = test.engine.fetch(test.requestTo("two"));
        hanging.cancel();

        next.join();

        assertThat(folder.resolve("two")).hasBinaryContent(BYTES);
        assertThat(catchThrowableOfType(ImageException.class, hanging::join).code())
                .isEqualTo(ErrorCode.CANCELLED);
    }

    @Test
    void lateReadHasNoEffect() throws Exception {
        byte[] garbage = new byte[BYTES.length];
        Arrays.fill(garbage, (byte) 7);
        CountDownLatch returned = new CountDownLatch(1);
        CountDownLatch second = new CountDownLatch(1);
        CountDownLatch gate = new CountDownLatch(1);
        test.image(BYTES)
                .version("1")
                .thenReads(
                        (image, offset, call) -> image.body(
                                new SequenceInputStream(
                                        new ByteArrayInputStream(BYTES, 0, 300_000), late(garbage, returned)),
                                offset,
                                OptionalLong.of(BYTES.length)),
                        Faults.afterGate(gate, second));
        test.engine.modified(TestConfig.quick().with("stallTimeoutMillis", 100L).get());
        Fetch fetch = test.engine.fetch(test.request());
        second.await();
        release.countDown();
        returned.await();
        gate.countDown();

        fetch.join();

        test.assertOnlyDestination(BYTES);
    }

    @Test
    void hangingConnectionDoesNotBlockTheOthers() throws IOException {
        byte[] large = TestEngine.bytes(12 * Units.BYTES + 17);
        try (TestTransfer transfer =
                new TestTransfer(folder).offering(view).retries(1).stallTimeout(Duration.ofSeconds(1))) {
            FakeImage image = transfer.image(large).version("1");
            image.thenReads(this::whenAnotherIsInside, hangingAfter(0));

            transfer.run(4);

            assertThat(folder.resolve("image")).hasBinaryContent(large);
            assertThat(image.offsets).hasSizeGreaterThan(2);
            assertThat(transfer.meter().received())
                    .as("the bytes of the other connection stay")
                    .isEqualTo(large.length);
        } finally {
            release.countDown();
        }
    }

    @Test
    void hangingCodedBodyIsAbandoned() throws Exception {
        test.image(BYTES)
                .thenReads((image, offset, call) -> image.coded(
                        new SequenceInputStream(new ByteArrayInputStream(new byte[] {0x1f, (byte) 0x8b}), hanging()),
                        "gzip"));

        ImageException e = cancelledInside(test.request());

        assertThat(e.code()).isEqualTo(ErrorCode.CANCELLED);
        assertThat(e).hasMessageContaining(HANGS);
    }

    @Test
    void hangingChecksumFileIsAbandoned() throws Exception {
        test.image(BYTES);
        test.resolver.put("fake://origin/SHA256SUMS", FakeImage.of(BYTES)).thenReads(hangingAfter(10));
        FetchRequest request = test.request()
                .checksumFile(test.request("fake://origin/SHA256SUMS").image());

        ImageException e = cancelledInside(request);

        assertThat(e.code()).isEqualTo(ErrorCode.CANCELLED);
        assertThat(e).hasMessageContaining("io.ingot.fake 1.2.3 hangs: it goes on reading fake://origin/SHA256SUMS");
    }

    @Test
    void hangingCloseDoesNotBlockAFetch() throws Exception {
        test.image(BYTES)
                .thenReads((image, offset, call) -> image.body(
                        new FilterInputStream(image.stream(offset)) {
                            @Override
                            public void close() {
                                hang();
                            }
                        },
                        offset,
                        OptionalLong.of(BYTES.length)));
        test.engine.modified(TestConfig.quick().with("stallTimeoutMillis", 100L).get());

        test.fetch();

        test.assertOnlyDestination(BYTES);
    }

    @Test
    void stopOfTheEngineDoesNotWaitForAHangingRead() throws Exception {
        test.image(BYTES).thenReads(hangingAfter(0));
        Fetch fetch = test.engine.fetch(test.request());
        reading.await();
        try (LogLines log = LogLines.of(FetchEngine.class)) {
            test.engine.stop();

            assertThat(catchThrowableOfType(ImageException.class, fetch::join).code())
                    .isEqualTo(ErrorCode.UNAVAILABLE);
            assertThat(log.lines()).noneMatch(line -> line.contains("did not end within"));
        }
    }

    @Test
    void otherFetchesOfTheServiceContinue() throws Exception {
        test.image(BYTES).thenReads(hangingAfter(0));
        test.resolver.put("fake://origin/other", FakeImage.of(BYTES));
        Fetch hanging = test.engine.fetch(test.requestTo("one"));
        reading.await();

        FetchRequest other = FetchRequest.of(test.request("fake://origin/other").image(), folder.resolve("two"));
        test.engine.fetch(other).join();

        assertThat(Files.readAllBytes(folder.resolve("two"))).isEqualTo(BYTES);
        assertThat(hanging.progress().phase()).isEqualTo(FetchPhase.TRANSFERRING);
        hanging.cancel();
        await().until(() -> test.engine.running().isEmpty());
    }

    private ImageException cancelledInside(FetchRequest request) throws IOException, InterruptedException {
        Fetch fetch = test.engine.fetch(request);
        reading.await();
        fetch.cancel();
        ImageException e = catchThrowableOfType(ImageException.class, fetch::join);
        assertThat(test.files()).isEmpty();
        return e;
    }

    private Body whenAnotherIsInside(FakeImage image, long offset, Call call) {
        InputStream gate = new InputStream() {
            @Override
            public int read() throws IOException {
                try {
                    reading.await();
                } catch (InterruptedException e) {
                    throw new IOException(e);
                }
                return -1;
            }

            @Override
            public int read(byte[] buffer, int from, int most) throws IOException {
                return read();
            }
        };
        return image.body(
                new SequenceInputStream(gate, image.stream(offset)), offset, OptionalLong.of(image.bytes().length));
    }

    private FakeImage.ReadBehavior hangingAfter(int count) {
        return (image, offset, call) -> image.body(
                new SequenceInputStream(
                        new ByteArrayInputStream(
                                image.bytes(), (int) offset, Math.min(count, image.bytes().length - (int) offset)),
                        hanging()),
                offset,
                OptionalLong.of(image.bytes().length));
    }

    private InputStream hanging() {
        return late(new byte[1], new CountDownLatch(1));
    }

    /** A stream that blocks until it is released, and then has these bytes. */
    private InputStream late(byte[] bytes, CountDownLatch returned) {
        return new InputStream() {
            @Override
            public int read() {
                hang();
                return bytes[0];
            }

            @Override
            public int read(byte[] buffer, int from, int most) {
                hang();
                int count = Math.min(most, bytes.length);
                System.arraycopy(bytes, 0, buffer, from, count);
                returned.countDown();
                return count;
            }
        };
    }

    private void hang() {
        reading.countDown();
        boolean released = false;
        while (!released) {
            try {
                release.await();
                released = true;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
