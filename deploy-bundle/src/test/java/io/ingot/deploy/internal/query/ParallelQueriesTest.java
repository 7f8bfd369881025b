// SPDX-License-Identifier: Apache-2.0
package io.ingot.deploy.internal.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ingot.deploy.internal.query.ParallelQueries.Outcome;
import io.ingot.deploy.internal.query.ParallelQueries.Query;
import io.ingot.image.Call;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.Test;

class ParallelQueriesTest {
    @Test
    void allAreAskedAtOnceAndOneFailureSparesTheOthers() throws ImageException {
        CyclicBarrier together = new CyclicBarrier(2);
        ImageException failure = new ImageException(ErrorCode.NOT_FOUND, "not there");
        Query<String> answered = call -> {
            meet(together);
            return "yes";
        };
        Query<String> failing = call -> {
            meet(together);
            throw failure;
        };
        try (Call call = Call.start()) {
            Map<String, Outcome<String>> outcomes =
                    ParallelQueries.runAll("io.ingot.fetch", Map.of("a", answered, "b", failing), call);
            assertThat(outcomes)
                    .containsEntry("a", new Outcome.Answered<>("yes"))
                    .containsEntry("b", new Outcome.Failed<>(failure));
        }
    }

    @Test
    void endOfTheCallEndsTheQuestions() throws ImageException {
        try (Call call = Call.start()) {
            Query<String> waiting = own -> {
                CountDownLatch ended = new CountDownLatch(1);
                try (Call.Registration escape = own.onCancel(ended::countDown)) {
                    call.end(ErrorCode.TIMED_OUT, "too late");
                    await(ended);
                }
                own.check();
                return "never";
            };
            assertThatThrownBy(() -> ParallelQueries.runAll("io.ingot.fetch", Map.of("a", waiting), call))
                    .isInstanceOfSatisfying(
                            ImageException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.TIMED_OUT));
        }
    }

    @Test
    void interruptionCancelsAndIsKept() {
        Thread asking = Thread.currentThread();
        Query<String> waiting = own -> {
            CountDownLatch ended = new CountDownLatch(1);
            try (Call.Registration escape = own.onCancel(ended::countDown)) {
                asking.interrupt();
                await(ended);
            }
            own.check();
            return "never";
        };
        try (Call call = Call.start()) {
            assertThatThrownBy(() -> ParallelQueries.runAll("io.ingot.fetch", Map.of("a", waiting), call))
                    .isInstanceOfSatisfying(
                            ImageException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CANCELLED));
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void defectIsInternal() {
        Query<String> broken = own -> {
            throw new IllegalStateException("a defect");
        };
        try (Call call = Call.start()) {
            assertThatThrownBy(() -> ParallelQueries.runAll("io.ingot.fetch", Map.of("a", broken), call))
                    .hasMessageContaining("a defect")
                    .isInstanceOfSatisfying(
                            ImageException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INTERNAL));
        }
    }

    @Test
    void bundleThatLeavesFailsItsOwnQuestionOnly() throws ImageException {
        Query<String> left = own -> {
            throw new NoClassDefFoundError("it left");
        };
        Query<String> answered = own -> "yes";
        try (Call call = Call.start()) {
            Map<String, Outcome<String>> outcomes =
                    ParallelQueries.runAll("io.ingot.fetch", Map.of("a", left, "b", answered), call);
            assertThat(outcomes).containsEntry("b", new Outcome.Answered<>("yes"));
            assertThat(outcomes.get("a")).isInstanceOfSatisfying(Outcome.Failed.class, failed -> {
                assertThat(failed.failure().code()).isEqualTo(ErrorCode.UNAVAILABLE);
                assertThat(failed.failure().retryable()).isTrue();
                assertThat(failed.failure()).hasMessageContainingAll("io.ingot.fetch", "left", "try again");
            });
        }
    }

    private static void meet(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
