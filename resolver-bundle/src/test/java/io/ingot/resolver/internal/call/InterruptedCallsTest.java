// SPDX-License-Identifier: Apache-2.0
package io.ingot.resolver.internal.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ingot.image.Call;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.Origin;
import io.ingot.resolver.internal.fake.FakeFramework;
import io.ingot.resolver.internal.fake.FakeService;
import io.ingot.resolver.internal.service.LinkedCall;
import io.ingot.resolver.internal.service.Provider;
import io.ingot.resolver.internal.service.TrackedService;
import io.ingot.testing.service.ToyService;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Callers that are interrupted, at any step of their call. */
@Timeout(120)
class InterruptedCallsTest {
    private static final int TRIALS = 3_000;
    private static final int LONGEST_SPIN = 400;

    private final FakeFramework framework = new FakeFramework();
    private final FakeService registered =
            framework.register(framework.install("toy"), ToyService.named("toy"), Map.of("scheme", "toy"));
    private final TrackedService service =
            new TrackedService(Provider.of(registered.bundle().bundle()), registered, Runnable::run);
    private final CallThreads threads = new CallThreads();
    private final ServiceCalls calls = new ServiceCalls(threads);
    private final AtomicInteger handles = new AtomicInteger();

    @AfterEach
    void close() {
        threads.close();
    }

    @Test
    void resultIsReturnedOrFreedWheneverTheInterruptComes() throws Exception {
        Random random = new Random(7);
        for (int trial = 0; trial < TRIALS; trial++) {
            int before = random.nextInt(LONGEST_SPIN);
            int after = random.nextInt(LONGEST_SPIN);
            callIsInterrupted(new Handle(Thread.currentThread(), before, () -> spin(after)));
            assertThat(Thread.interrupted()).as("the flag is kept").isTrue();
        }

        assertNothingIsOpen();
    }

    @Test
    void resultThatArrivesAfterTheCallerHasLeftIsFreed() throws Exception {
        CountDownLatch left = new CountDownLatch(1);
        Handle late = new Handle(Thread.currentThread(), 0, () -> awaitUninterruptibly(left));

        assertThat(callIsInterrupted(late)).isTrue();
        assertThat(Thread.interrupted()).as("the flag is kept").isTrue();
        assertThat(handles).hasValue(1);
        left.countDown();

        assertNothingIsOpen();
    }

    private void assertNothingIsOpen() {
        await().untilAsserted(() -> assertThat(handles).as("open handles").hasValue(0));
        await().untilAsserted(() ->
                assertThat(service.callLimit().describe(Origin.ofScheme("toy"))).startsWith("0 calls are running"));
    }

    @Test
    void interruptedCallerGetsNoResultAndLeavesNoHandle() throws Exception {
        CountDownLatch left = new CountDownLatch(1);
        Handle late = new Handle(new Thread(), 0, () -> awaitUninterruptibly(left));
        Thread.currentThread().interrupt();

        assertThat(callIsInterrupted(late)).isTrue();
        assertThat(Thread.interrupted()).as("the flag is kept").isTrue();
        left.countDown();

        assertNothingIsOpen();
    }

    private boolean callIsInterrupted(Handle handle) throws ImageException {
        try (Call call = Call.start();
                LinkedCall linkedCall = service.link(Origin.ofScheme("toy"), call)) {
            calls.make(linkedCall, "opening", handle);
            handles.decrementAndGet();
            return false;
        } catch (ImageException e) {
            assertThat(e.code()).isEqualTo(ErrorCode.CANCELLED);
            return true;
        }
    }

    /** Interrupts the caller some steps before the answer is there. */
    private final class Handle implements ServiceCall<Object> {
        private final Thread caller;
        private final int before;
        private final Runnable afterwards;

        Handle(Thread caller, int before, Runnable afterwards) {
            this.caller = caller;
            this.before = before;
            this.afterwards = afterwards;
        }

        @Override
        public Object make() {
            handles.incrementAndGet();
            spin(before);
            caller.interrupt();
            afterwards.run();
            return "handle";
        }

        @Override
        public void discard(Object answer) {
            handles.decrementAndGet();
        }
    }

    /** A plugin that takes no notice of interruptions. */
    private static void awaitUninterruptibly(CountDownLatch end) {
        while (end.getCount() > 0) {
            try {
                end.await();
            } catch (InterruptedException e) {
                Thread.interrupted();
            }
        }
    }

    private static void spin(int steps) {
        for (int i = 0; i < steps; i++) {
            Thread.onSpinWait();
        }
    }
}
