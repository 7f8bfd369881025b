// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.flight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.ingot.fetch.internal.flight.SingleFlight.Answer;
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
    void eachKeyHasOneWhoLeadsAndOneAfterTheOther() throws Exception {
        SingleFlight.Flight first = lead("a");
        lead("b").close();
        CompletableFuture<Answer> second = waiting("a", call);
        first.close();
        assertThat(second.get()).isInstanceOf(Answer.LookAgain.class);
        lead("a").close();
    }

    @Test
    void whoWaitsGoesAloneWhereNothingIsShared() throws Exception {
        SingleFlight.Flight first = lead("a");
        CompletableFuture<Answer> second = waiting("a", call);
        first.alone();
        assertThat(second.get()).isEqualTo(new Answer.GoAlone());
    }

    @Test
    void failureIsForThoseWhoWaitAndNotForThoseWhoComeLater() throws Exception {
        SingleFlight.Flight first = lead("a");
        CompletableFuture<Answer> second = waiting("a", call);
        first.failed(new ImageException(ErrorCode.INSUFFICIENT_SPACE, "no room"));
        assertThat(catchThrowable(second::get))
                .isInstanceOf(ExecutionException.class)
                .hasRootCauseMessage("no room");
        lead("a").close();
    }

    @Test
    void workForAfterwardsIsDoneWhenTheLastWhoWaitedHasLooked() throws Exception {
        AtomicInteger done = new AtomicInteger();
        SingleFlight.Flight first = lead("a");
        first.afterwards(done::incrementAndGet);
        CompletableFuture<Answer> second = waiting("a", call);
        CompletableFuture<Answer> third = waiting("a", call);
        first.close();
        ((Answer.LookAgain) second.get()).seat().close();
        first.close();
        assertThat(done).hasValue(0);
        ((Answer.LookAgain) third.get()).seat().close();
        assertThat(done).hasValue(1);
    }

    @Test
    void cancelledWaiterWakesNobodyElse() throws Exception {
        SingleFlight.Flight first = lead("a");
        CompletableFuture<Answer> patient = waiting("a", call);
        try (Call impatient = Call.start()) {
            CompletableFuture<Answer> cancelled = waiting("a", impatient);
            impatient.cancel("enough");
            assertThat(catchThrowable(cancelled::get)).hasRootCauseMessage("enough");
        }
        assertThat(patient).isNotDone();
        first.close();
        assertThat(patient.get()).isInstanceOf(Answer.LookAgain.class);
    }

    @Test
    void endedCallDoesNotWait() throws Exception {
        SingleFlight.Flight first = lead("a");
        try (Call ended = Call.start()) {
            ended.cancel("enough");
            assertThatExceptionOfType(ImageException.class).isThrownBy(() -> flights.board("a", ended));
        }
        first.close();
    }

    private SingleFlight.Flight lead(String key) throws ImageException {
        return ((Answer.Lead) flights.board(key, call)).flight();
    }

    /** Boards on a thread of its own; returns when that thread waits. */
    private CompletableFuture<Answer> waiting(String key, Call waiter) {
        CompletableFuture<Answer> answer = new CompletableFuture<>();
        AtomicReference<Thread> thread = new AtomicReference<>();
        threads.execute(() -> {
            thread.set(Thread.currentThread());
            try {
                answer.complete(flights.board(key, waiter));
            } catch (ImageException e) {
                answer.completeExceptionally(e);
            }
        });
        await().until(() -> thread.get() != null && thread.get().getState() == Thread.State.WAITING);
        return answer;
    }
}
