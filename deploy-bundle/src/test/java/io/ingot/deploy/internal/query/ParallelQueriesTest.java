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
    void queriesRunInParallelAndFailIndependently() throws ImageException {
        CyclicBarrier together = new CyclicBarrier(2);
        ImageException failure = new ImageException(ErrorCode.NOT_FOUND, "not found");
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
    void endOfTheCallEndsTheQueries() throws ImageException {
        try (Call call = Call.start()) {
            Query<String> waiting = child -> {
                CountDownLatch ended = new CountDownLatch(1);
                try (Call.Registration registration = child.onCancel(ended::countDown)) {
                    call.end(ErrorCode.TIMED_OUT, "too late");
                    await(ended);
                }
                child.check();
                return "never";
            };
            assertThatThrownBy(() -> ParallelQueries.runAll("io.ingot.fetch", Map.of("a", waiting), call))
                    .isInstanceOfSatisfying(
                            ImageException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.TIMED_OUT));
        }
    }

    @Test
    void interruptionCancelsAndKeepsTheFlag() {
        Thread caller = Thread.currentThread();
        Query<String> waiting = child -> {
            CountDownLatch ended = new CountDownLatch(1);
            try (Call.Registration registration = child.onCancel(ended::countDown)) {
                caller.interrupt();
                await(ended);
            }
            child.check();
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
    void unexpectedExceptionIsInternal() {
        Query<String> broken = child -> {
            throw new IllegalStateException("unexpected");
        };
        try (Call call = Call.start()) {
            assertThatThrownBy(() -> ParallelQueries.runAll("io.ingot.fetch", Map.of("a", broken), call))
                    .hasMessageContaining("unexpected")
                    .isInstanceOfSatisfying(
                            ImageException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INTERNAL));
        }
    }

    @Test
    void departingBundleFailsOnlyItsOwnQuery() throws ImageException {
        Query<String> departed = child -> {
            throw new NoClassDefFoundError("stopped");
        };
        Query<String> answered = child -> "yes";
        try (Call call = Call.start()) {
            Map<String, Outcome<String>> outcomes =
                    ParallelQueries.runAll("io.ingot.fetch", Map.of("a", departed, "b", answered), call);
            assertThat(outcomes).containsEntry("b", new Outcome.Answered<>("yes"));
            assertThat(outcomes.get("a")).isInstanceOfSatisfying(Outcome.Failed.class, failed -> {
                assertThat(failed.failure().code()).isEqualTo(ErrorCode.UNAVAILABLE);
                assertThat(failed.failure().retryable()).isTrue();
                assertThat(failed.failure()).hasMessageContainingAll("io.ingot.fetch", "was stopped", "try again");
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
