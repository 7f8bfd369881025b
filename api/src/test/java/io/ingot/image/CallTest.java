// SPDX-License-Identifier: Apache-2.0
package io.ingot.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CallTest {
    @Test
    void aCallRunsUntilItIsEnded() {
        try (Call call = Call.start()) {
            assertThat(call.isEnded()).isFalse();
            assertThat(call.endCode()).isEmpty();
            assertThat(call.remaining()).isEmpty();
            assertThatCode(call::check).doesNotThrowAnyException();

            call.cancel("enough");

            assertThat(call.isEnded()).isTrue();
            assertThat(call.endCode()).contains(ErrorCode.CANCELLED);
            assertEndedWith(call, ErrorCode.CANCELLED, "enough");
        }
    }

    @Test
    void onlyTheFirstEndCounts() {
        try (Call call = Call.start()) {
            call.end(ErrorCode.TRANSFER_FAILED, "stalled");
            call.cancel("too late");

            assertEndedWith(call, ErrorCode.TRANSFER_FAILED, "stalled");
        }
    }

    @Test
    void aChildEndsWithItsAncestors() {
        try (Call top = Call.start();
                Call middle = top.child();
                Call bottom = middle.child(Duration.ofHours(1))) {
            top.end(ErrorCode.UNAVAILABLE, "leaving");

            assertEndedWith(middle, ErrorCode.UNAVAILABLE, "leaving");
            assertEndedWith(bottom, ErrorCode.UNAVAILABLE, "leaving");
        }
    }

    @Test
    void aParentDoesNotEndWithItsChild() {
        try (Call parent = Call.start();
                Call child = parent.child();
                Call sibling = parent.child()) {
            child.cancel("only this");

            assertThat(parent.isEnded()).isFalse();
            assertThat(sibling.isEnded()).isFalse();
        }
    }

    @Test
    void aChildThatHadEndedKeepsItsOwnEnd() {
        try (Call parent = Call.start();
                Call child = parent.child()) {
            child.end(ErrorCode.TIMED_OUT, "own");
            parent.cancel("later");

            assertEndedWith(child, ErrorCode.TIMED_OUT, "own");
        }
    }

    @Test
    void aChildOfAnEndedCallHasEnded() {
        try (Call parent = Call.start()) {
            parent.cancel("enough");

            try (Call child = parent.child();
                    Call timed = parent.child(Duration.ofHours(1))) {
                assertEndedWith(child, ErrorCode.CANCELLED, "enough");
                assertEndedWith(timed, ErrorCode.CANCELLED, "enough");
            }
        }
    }

    @Test
    void aDeadlineEndsACallAndItsChildren() throws Exception {
        CountDownLatch cancelled = new CountDownLatch(2);
        try (Call call = Call.within(Duration.ofMillis(1));
                Call child = call.child();
                Call.Registration first = call.onCancel(cancelled::countDown);
                Call.Registration second = child.onCancel(cancelled::countDown)) {
            cancelled.await();

            assertEndedWith(call, ErrorCode.TIMED_OUT, "1 ms");
            assertEndedWith(child, ErrorCode.TIMED_OUT, "1 ms");
            assertThat(call.remaining()).contains(Duration.ZERO);
            assertThat(child.remaining()).contains(Duration.ZERO);
        }
    }

    @Test
    void aChildsDeadlineEndsTheChildAlone() throws Exception {
        CountDownLatch cancelled = new CountDownLatch(1);
        try (Call parent = Call.start();
                Call child = parent.child(Duration.ZERO);
                Call.Registration registration = child.onCancel(cancelled::countDown)) {
            cancelled.await();

            assertEndedWith(child, ErrorCode.TIMED_OUT, "0 ms");
            assertThat(parent.isEnded()).isFalse();
            assertThat(parent.remaining()).isEmpty();
        }
    }

    @Test
    void theNearestDeadlineIsTheTimeLeft() {
        try (Call parent = Call.within(Duration.ofHours(1));
                Call shorter = parent.child(Duration.ofMinutes(1));
                Call longer = parent.child(Duration.ofDays(1));
                Call without = longer.child()) {
            assertThat(parent.remaining().orElseThrow()).isBetween(Duration.ofMinutes(50), Duration.ofHours(1));
            assertThat(shorter.remaining().orElseThrow()).isBetween(Duration.ofSeconds(1), Duration.ofMinutes(1));
            assertThat(longer.remaining().orElseThrow()).isLessThanOrEqualTo(Duration.ofHours(1));
            assertThat(without.remaining().orElseThrow()).isLessThanOrEqualTo(Duration.ofHours(1));
        }
    }

    @Test
    void aHugeDeadlineDoesNotOverflow() {
        try (Call call = Call.within(Duration.ofSeconds(Long.MAX_VALUE))) {
            assertThat(call.remaining().orElseThrow()).isGreaterThan(Duration.ofDays(10_000));
            assertThat(call.isEnded()).isFalse();
        }
    }

    @Test
    void aHandlerRunsOnceOnTheThreadThatEndsTheCall() {
        List<Thread> ran = new ArrayList<>();
        try (Call call = Call.start();
                Call.Registration registration = call.onCancel(() -> ran.add(Thread.currentThread()))) {
            call.cancel("one");
            call.cancel("two");
        }
        assertThat(ran).containsExactly(Thread.currentThread());
    }

    @Test
    void aHandlerOfAnEndedCallRunsImmediately() {
        AtomicInteger ran = new AtomicInteger();
        try (Call call = Call.start()) {
            call.cancel("enough");
            call.onCancel(ran::incrementAndGet).close();
        }
        assertThat(ran).hasValue(1);
    }

    @Test
    void aClosedRegistrationDoesNotRun() {
        AtomicInteger ran = new AtomicInteger();
        try (Call call = Call.start()) {
            Call.Registration taken = call.onCancel(ran::incrementAndGet);
            call.onCancel(() -> ran.addAndGet(10));
            taken.close();
            taken.close();
            call.cancel("enough");
        }
        assertThat(ran).hasValue(10);
    }

    @Test
    void oneActionRegisteredTwiceRunsTwice() {
        AtomicInteger ran = new AtomicInteger();
        Runnable action = ran::incrementAndGet;
        try (Call call = Call.start()) {
            call.onCancel(action);
            call.onCancel(action).close();
            call.cancel("enough");
        }
        assertThat(ran).hasValue(1);
    }

    @Test
    void aThrowingHandlerDoesNotPreventOtherEnds() {
        AtomicInteger ran = new AtomicInteger();
        try (Call call = Call.start();
                Call first = call.child();
                Call second = call.child()) {
            first.onCancel(() -> {
                throw new IllegalStateException("in a child");
            });
            second.onCancel(ran::incrementAndGet);
            call.onCancel(() -> {
                throw new NoClassDefFoundError("of a plugin that left");
            });
            call.onCancel(ran::incrementAndGet);

            assertThatThrownBy(() -> call.cancel("enough"))
                    .isInstanceOf(IllegalStateException.class)
                    .hasSuppressedException(new NoClassDefFoundError("of a plugin that left"));

            assertThat(first.isEnded()).isTrue();
            assertThat(second.isEnded()).isTrue();
        }
        assertThat(ran).hasValue(2);
    }

    @Test
    void aHandlerMayCloseAndEndItsCall() {
        try (Call call = Call.start()) {
            List<String> order = new ArrayList<>();
            Call.Registration[] self = new Call.Registration[1];
            self[0] = call.onCancel(() -> {
                order.add("ran");
                self[0].close();
                call.cancel("again");
            });
            call.cancel("enough");

            assertThat(order).containsExactly("ran");
        }
    }

    @Test
    void aClosedCallRunsNoHandlers() {
        AtomicInteger ran = new AtomicInteger();
        Call call = Call.start();
        Call child = call.child();
        call.onCancel(ran::incrementAndGet);

        call.close();
        call.close();
        call.cancel("too late");

        assertThat(ran).hasValue(0);
        assertThat(call.isEnded()).isFalse();
        assertThat(child.isEnded()).isFalse();
    }

    @Test
    void aClosedChildIsReleased() {
        AtomicInteger ran = new AtomicInteger();
        try (Call parent = Call.start()) {
            Call child = parent.child();
            child.onCancel(ran::incrementAndGet);
            child.close();

            parent.cancel("enough");

            assertThat(ran).hasValue(0);
            assertThat(child.isEnded()).isFalse();
        }
    }

    @Test
    void childrenThatAreCreatedDuringTheEndOfTheirParentEnd() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            for (int round = 0; round < 500; round++) {
                AtomicInteger ran = new AtomicInteger();
                try (Call parent = Call.start()) {
                    CyclicBarrier together = new CyclicBarrier(2);
                    Future<Call> making = threads.submit(() -> {
                        together.await();
                        Call child = parent.child();
                        child.onCancel(ran::incrementAndGet);
                        parent.onCancel(ran::incrementAndGet);
                        return child;
                    });
                    Future<?> ending = threads.submit(() -> {
                        together.await();
                        parent.cancel("enough");
                        return "done";
                    });
                    ending.get();

                    assertThat(making.get().isEnded()).isTrue();
                    assertThat(ran).hasValue(2);
                }
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void onlyOneOfManyEndsCounts() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        AtomicInteger ran = new AtomicInteger();
        try (Call call = Call.start()) {
            call.onCancel(ran::incrementAndGet);
            List<Future<?>> ends = new ArrayList<>();
            for (int i = 0; i < 32; i++) {
                ends.add(threads.submit(() -> call.cancel("enough")));
            }
            for (Future<?> end : ends) {
                end.get();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(ran).hasValue(1);
    }

    private static void assertEndedWith(Call call, ErrorCode code, String reason) {
        ImageException end = catchThrowableOfType(ImageException.class, call::check);
        assertThat(end).isNotNull();
        assertThat(end.code()).isEqualTo(code);
        assertThat(end).hasMessageContaining(reason);
    }

    @Test
    void callWithoutTimeLeftHasEnded() {
        try (Call call = Call.within(Duration.ofMillis(1));
                Call child = call.child()) {
            while (!child.remaining().orElseThrow().isZero()) {
                Thread.onSpinWait();
            }

            assertThat(child.endCode()).contains(ErrorCode.TIMED_OUT);
            assertThat(call.endCode()).contains(ErrorCode.TIMED_OUT);
        }
    }

    @Test
    void blockingHandlerAtADeadlineStopsNoOtherTimer() throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        try (Call blocked = Call.within(Duration.ofMillis(100));
                Call next = Call.start()) {
            Thread registers = new Thread(() -> blocked.onCancel(() -> {
                inside.countDown();
                awaitQuietly(release);
            }));
            registers.setDaemon(true);
            registers.start();
            inside.await();

            CountDownLatch ended = new CountDownLatch(1);
            try (Call timed = next.child(Duration.ofMillis(1))) {
                timed.onCancel(ended::countDown);
                assertThat(ended.await(30, TimeUnit.SECONDS)).isTrue();
            }
        } finally {
            release.countDown();
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
