// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.ingot.image.ErrorCode;
import io.ingot.image.FetchPhase;
import io.ingot.image.ImageException;
import io.ingot.image.client.Fetch;
import io.ingot.image.client.FetchOptions;
import io.ingot.image.client.FetchRequest;
import io.ingot.image.client.FetchedImage;
import io.ingot.image.client.Progress;
import io.ingot.image.spi.Body;
import io.ingot.testing.service.BodyView;
import java.io.FilterInputStream;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** How fetches end by cancellation, timeout or stop, and how listeners are notified. */
@ParameterizedClass
@EnumSource
@Timeout(60)
class FetchEndTest {
    private static final byte[] BYTES = TestEngine.bytes(600_001);

    private final BodyView view;

    @TempDir
    Path folder;

    private TestEngine test;
    private final CountDownLatch reached = new CountDownLatch(1);

    FetchEndTest(BodyView view) {
        this.view = view;
    }

    @BeforeEach
    void start() {
        test = TestEngine.in(folder).offering(view);
    }

    @AfterEach
    void stop() {
        test.close();
    }

    @Test
    void cancelEndsShow() throws Exception {
        test.image(BYTES).thenShows(Faults.hanging(reached));
        assertCancelled(test.engine.fetch(test.request()));
    }

    @Test
    void cancelEndsOpen() throws Exception {
        test.image(BYTES).thenOpens(Faults.hanging(reached));
        assertCancelled(test.engine.fetch(test.request()));
    }

    @Test
    void cancelEndsTheWaitForAnAnswer() throws Exception {
        test.image(BYTES).thenReads(Faults.silence(reached));
        assertCancelled(test.engine.fetch(test.request()));
    }

    @Test
    void cancelEndsABody() throws Exception {
        FakeImage image = test.image(BYTES).thenReads(Faults.stallAfter(300_000, reached));
        assertCancelled(test.engine.fetch(test.request()));
        assertThat(image.bodiesOpen).hasValue(0);
        assertThat(image.sourcesOpen).hasValue(0);
    }

    @Test
    void cancelEndsAPause() throws Exception {
        test.engine.modified(new TestConfig()
                .with("retryPauseMillis", 3_600_000L)
                .with("maxRetryPauseMillis", 3_600_000L)
                .with("retryLimitMillis", 604_800_000L)
                .get());
        test.image(BYTES).thenReads(Faults.cutAfter(10));
        Fetch fetch = test.engine.fetch(test.request());
        await().until(() -> fetch.progress().retries() == 1);
        reached.countDown();
        assertCancelled(fetch);
    }

    @Test
    void cancelEndsTheWaitForASlot() throws Exception {
        test.engine.modified(oneTransfer());
        FakeImage image = test.image(BYTES).thenReads(Faults.stallAfter(0, reached));
        Fetch first = test.engine.fetch(test.request());
        reached.await();
        Fetch second = test.engine.fetch(test.request());
        await().until(() -> image.shows.get() == 2 && second.progress().phase() == FetchPhase.WAITING);
        assertCancelled(second);
        assertThat(first.progress().phase()).isEqualTo(FetchPhase.TRANSFERRING);
        assertCancelled(first);
    }

    @Test
    void cancelAfterTheEndHasNoEffect() throws IOException {
        test.image(BYTES);
        Fetch fetch = test.engine.fetch(test.request());
        FetchedImage fetched = fetch.join();
        fetch.cancel();
        assertThat(fetch.join()).isSameAs(fetched);
        test.assertOnlyDestination(BYTES);
    }

    @Test
    void timeoutEndsAFetch() throws IOException {
        test.image(BYTES).thenReads(Faults.stallAfter(1_000));
        ImageException e = test.failure(test.request().options(FetchOptions.DEFAULT.timeout(Duration.ofMillis(50))));
        assertThat(e.code()).isEqualTo(ErrorCode.TIMED_OUT);
        assertThat(e.retryable()).isTrue();
    }

    @Test
    void bodyThatCannotBeClosedDoesNotKeepAFetchFromEnding() throws IOException {
        test.image(BYTES)
                .thenReads((image, offset, call) -> Body.of(
                        new FilterInputStream(image.stream(offset)) {
                            @Override
                            public void close() {
                                throw new IllegalStateException("a defect of the service");
                            }
                        },
                        offset,
                        OptionalLong.of(BYTES.length)));
        test.fetch();
        test.assertOnlyDestination(BYTES);
    }

    @Test
    void stallIsDetectedAfterACancellationHandlerFailed() throws IOException {
        test.engine.modified(TestConfig.quick().with("stallTimeoutMillis", 100L).get());
        test.image(BYTES)
                .thenReads(
                        (image, offset, call) -> {
                            call.onCancel(() -> {
                                throw new NoClassDefFoundError("the bundle has left");
                            });
                            return Faults.stallAfter(1_000).read(image, offset, call);
                        },
                        Faults.stallAfter(1_000));
        test.fetch();
        test.assertOnlyDestination(BYTES);
    }

    @Test
    void interruptOfJoinCancelsAndKeepsTheFlag() throws Exception {
        test.image(BYTES).thenReads(Faults.stallAfter(1_000, reached));
        Fetch fetch = test.engine.fetch(test.request());
        AtomicBoolean interrupted = new AtomicBoolean();
        CompletableFuture<ImageException> thrown = new CompletableFuture<>();
        Thread joiner = new Thread(() -> {
            thrown.complete(catchThrowableOfType(ImageException.class, fetch::join));
            interrupted.set(Thread.currentThread().isInterrupted());
        });
        joiner.start();
        reached.await();
        joiner.interrupt();
        assertThat(thrown.get().code()).isEqualTo(ErrorCode.CANCELLED);
        joiner.join();
        assertThat(interrupted).isTrue();
        assertThat(test.files()).isEmpty();
    }

    @Test
    void stopOfTheBundleEndsFetchesWithARetryableError() throws Exception {
        test.engine.modified(oneTransfer());
        test.image(BYTES).thenReads(Faults.stallAfter(1_000, reached));
        Fetch running = test.engine.fetch(test.request());
        reached.await();
        Fetch waiting = test.engine.fetch(test.request());
        test.engine.stop();
        for (Fetch fetch : List.of(running, waiting)) {
            ImageException e = catchThrowableOfType(ImageException.class, fetch::join);
            assertThat(e.code()).isEqualTo(ErrorCode.UNAVAILABLE);
            assertThat(e.retryable()).isTrue();
        }
        assertThat(test.files()).isEmpty();
        assertThatExceptionOfType(ImageException.class)
                .isThrownBy(() -> test.engine.fetch(test.request()))
                .matches(e -> e.code() == ErrorCode.UNAVAILABLE);
    }

    @Test
    void interruptedStopEndsFetchesAndKeepsTheFlag() throws Exception {
        test.image(BYTES).thenReads(Faults.stallAfter(1_000, reached));
        Fetch running = test.engine.fetch(test.request());
        reached.await();
        Thread.currentThread().interrupt();
        test.engine.stop();
        assertThat(Thread.interrupted()).isTrue();
        ImageException e = catchThrowableOfType(ImageException.class, running::join);
        assertThat(e.code()).isEqualTo(ErrorCode.UNAVAILABLE);
    }

    @Test
    void resultIsAStageThatFailsWithTheError() throws IOException {
        test.image(BYTES).thenReads(Faults.refused(ErrorCode.NOT_FOUND));
        Fetch fetch = test.engine.fetch(test.request());
        assertThat(fetch.result())
                .failsWithin(Duration.ofSeconds(30))
                .withThrowableThat()
                .havingCause()
                .isInstanceOf(ImageException.class);
    }

    @Test
    void listenerIsCalledAtTheEndOnAnEngineThread() throws IOException {
        test.image(BYTES);
        Queue<String> calls = new ConcurrentLinkedQueue<>();
        test.fetch(test.request()
                .listener(progress -> calls.add(
                        progress.phase() + " " + Thread.currentThread().getName())));
        assertThat(List.copyOf(calls).get(calls.size() - 1)).startsWith("DONE ingot-fetch-");
    }

    @Test
    void listenerIsCalledRepeatedlyAndNeverConcurrently() throws Exception {
        test.image(BYTES).thenReads(Faults.stallAfter(1_000));
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger mostInside = new AtomicInteger();
        CountDownLatch thrice = new CountDownLatch(3);
        Fetch fetch = test.engine.fetch(test.request().listener(progress -> {
            mostInside.accumulateAndGet(inside.incrementAndGet(), Math::max);
            thrice.countDown();
            inside.decrementAndGet();
        }));
        thrice.await();
        reached.countDown();
        assertCancelled(fetch);
        assertThat(mostInside).hasValue(1);
    }

    @Test
    void failuresOfAListenerAreLoggedOnce() throws Exception {
        test.image(BYTES).thenReads(Faults.stallAfter(1_000));
        CountDownLatch thrice = new CountDownLatch(3);
        try (LogLines log = LogLines.of(io.ingot.fetch.internal.progress.ProgressReporter.class)) {
            Fetch fetch = test.engine.fetch(test.request().listener(progress -> {
                thrice.countDown();
                throw new IllegalStateException("a defect of the listener");
            }));
            thrice.await();
            reached.countDown();
            assertCancelled(fetch);
            assertThat(log.lines()).filteredOn(line -> line.startsWith("WARN")).hasSize(1);
        }
    }

    @Test
    void errorOfAListenerDoesNotKeepAFetchFromEnding() throws IOException {
        test.image(BYTES);
        FetchedImage image = test.fetch(test.request().listener(progress -> {
            throw new AssertionError("a defect of the listener");
        }));
        assertThat(image.size()).isEqualTo(BYTES.length);
    }

    @Test
    void listenerIsReleasedAtTheEnd() throws IOException {
        test.image(BYTES);
        FetchRequest[] request = {test.request()};
        Consumer<?>[] listener = {
            new Consumer<Progress>() {
                @Override
                public void accept(Progress progress) {}
            }
        };
        @SuppressWarnings("unchecked")
        Consumer<Progress> progressListener = (Consumer<Progress>) listener[0];
        WeakReference<Object> weak = new WeakReference<>(progressListener);
        Fetch fetch = test.engine.fetch(request[0].listener(progressListener));
        fetch.join();
        listener[0] = null;
        progressListener = null;
        await().until(() -> {
            System.gc();
            return weak.get() == null;
        });
        assertThat(fetch.progress().phase()).isEqualTo(FetchPhase.DONE);
    }

    @Test
    void engineThreadsHaveNoContextClassLoader() throws IOException {
        test.image(BYTES);
        Queue<Object> loaders = new ConcurrentLinkedQueue<>();
        test.fetch(test.request()
                .listener(progress ->
                        loaders.add(String.valueOf(Thread.currentThread().getContextClassLoader()))));
        assertThat(loaders).isNotEmpty().containsOnly("null");
    }

    private static FetchConfig oneTransfer() {
        return TestConfig.quick()
                .with("transfers", 1)
                .with("smallImageBytes", 0L)
                .get();
    }

    private void assertCancelled(Fetch fetch) throws Exception {
        reached.await();
        fetch.cancel();
        ImageException e = catchThrowableOfType(ImageException.class, fetch::join);
        assertThat(e).isNotNull();
        assertThat(e.code()).isEqualTo(ErrorCode.CANCELLED);
        assertThat(fetch.progress().phase()).isEqualTo(FetchPhase.FAILED);
    }
}
