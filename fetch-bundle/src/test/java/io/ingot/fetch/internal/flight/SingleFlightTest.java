// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.flight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.ingot.fetch.internal.flight.SingleFlight.Outcome;
import io.ingot.image.Call;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class SingleFlightTest {
    private final SingleFlight flights = new SingleFlight();
    private final Call call = Call.start();
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void stop() {
        call.close();
        threads.shutdown();
    }

    @Test
    void eachKeyHasOneLeaderAtATime() throws Exception {
        SingleFlight.Flight first = lead("a");
        lead("b").close();
        CompletableFuture<Outcome> second = waiting("a", call);
        first.close();
        assertThat(second.get()).isInstanceOf(Outcome.LookAgain.class);
        lead("a").close();
    }

    @Test
    void waiterGoesAloneIfNothingIsShared() throws Exception {
        SingleFlight.Flight first = lead("a");
        CompletableFuture<Outcome> second = waiting("a", call);
        first.endUnshared();
        assertThat(second.get()).isEqualTo(new Outcome.GoAlone());
    }

    @Test
    void failureConcernsWaitersButNotLaterCallers() throws Exception {
        SingleFlight.Flight first = lead("a");
        CompletableFuture<Outcome> second = waiting("a", call);
        first.fail(new ImageException(ErrorCode.INSUFFICIENT_SPACE, "no space"));
        assertThat(catchThrowable(second::get))
                .isInstanceOf(ExecutionException.class)
                .hasRootCauseMessage("no space");
        lead("a").close();
    }

    @Test
    void taskRunsWhenTheLastWaiterHasLooked() throws Exception {
        AtomicInteger done = new AtomicInteger();
        SingleFlight.Flight first = lead("a");
        first.whenAllLeft(done::incrementAndGet);
        CompletableFuture<Outcome> second = waiting("a", call);
        CompletableFuture<Outcome> third = waiting("a", call);
        first.close();
        ((Outcome.LookAgain) second.get()).waiter().close();
        first.close();
        assertThat(done).hasValue(0);
        ((Outcome.LookAgain) third.get()).waiter().close();
        assertThat(done).hasValue(1);
    }

    @Test
    void cancelledWaiterDoesNotWakeTheOthers() throws Exception {
        SingleFlight.Flight first = lead("a");
        CompletableFuture<Outcome> patient = waiting("a", call);
        try (Call impatient = Call.start()) {
            CompletableFuture<Outcome> cancelled = waiting("a", impatient);
            impatient.cancel("enough");
            assertThat(catchThrowable(cancelled::get)).hasRootCauseMessage("enough");
        }
        assertThat(patient).isNotDone();
        first.close();
        assertThat(patient.get()).isInstanceOf(Outcome.LookAgain.class);
    }

    @Test
    void endedCallDoesNotWait() throws Exception {
        SingleFlight.Flight first = lead("a");
        try (Call ended = Call.start()) {
            ended.cancel("enough");
            assertThatExceptionOfType(ImageException.class).isThrownBy(() -> flights.join("a", ended));
        }
        first.close();
    }

    private SingleFlight.Flight lead(String key) throws ImageException {
        return ((Outcome.Lead) flights.join(key, call)).flight();
    }

    /** Joins on another thread, and returns when that thread waits. */
    private CompletableFuture<Outcome> waiting(String key, Call waiter) {
        CompletableFuture<Outcome> answer = new CompletableFuture<>();
        AtomicReference<Thread> thread = new AtomicReference<>();
        threads.execute(() -> {
            thread.set(Thread.currentThread());
            try {
                answer.complete(flights.join(key, waiter));
            } catch (ImageException e) {
                answer.completeExceptionally(e);
            }
        });
        await().until(() -> thread.get() != null && thread.get().getState() == Thread.State.WAITING);
        return answer;
    }
}
