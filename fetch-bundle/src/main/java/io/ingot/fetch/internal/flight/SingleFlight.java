// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.flight;

import io.ingot.fetch.internal.limit.CallPause;
import io.ingot.image.Call;
import io.ingot.image.ImageException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * Who of this process transfers what: one for each key, while the others wait for how it ends. Other processes are kept
 * apart by the turns of the store. Safe for concurrent use.
 */
public final class SingleFlight {
    private final Map<String, Flight> under = new ConcurrentHashMap<>();

    /** What somebody who wants to transfer is told. */
    public sealed interface Answer {
        /** Go on: it is yours, until you close it. */
        record Lead(Flight flight) implements Answer {}

        /** Another one has ended: look again whether the image is held now, and close the seat after that. */
        record LookAgain(Waiter seat) implements Answer {}

        /** Another one found that nothing is to be shared: go on by yourself. */
        record GoAlone() implements Answer {}
    }

    /**
     * Leads, or waits until whoever leads is over.
     *
     * @throws ImageException what ended the one who led, if it is for all who waited; or the end of the call
     */
    public Answer board(String key, Call call) throws ImageException {
        Flight mine = new Flight(key);
        Flight boarded = under.compute(key, (same, other) -> other == null ? mine : other.joined());
        if (boarded == mine) {
            return new Answer.Lead(mine);
        }
        boolean looksAgain = false;
        try {
            boarded.await(call);
            Answer answer = boarded.outcome();
            looksAgain = answer instanceof Answer.LookAgain;
            return answer;
        } finally {
            if (!looksAgain) {
                boarded.left();
            }
        }
    }

    /** Held by somebody who waited, while he looks for what the flight brought; to be closed once. */
    @FunctionalInterface
    public interface Waiter extends AutoCloseable {
        @Override
        void close();
    }

    /** One transfer, from before it begins to its end. */
    public final class Flight implements AutoCloseable {
        private final String key;
        private final CompletableFuture<Void> over = new CompletableFuture<>();
        private volatile boolean alone;
        private volatile @Nullable ImageException failure;
        private int aboard = 1; // guarded by this, as is the next
        private Runnable afterwards = () -> {};

        private Flight(String key) {
            this.key = key;
        }

        /** Lets all go on by themselves who wait: there is nothing to share. */
        public void alone() {
            alone = true;
            close();
        }

        /** Ends all who wait now with the same error: each of them would only find the same, after as long a time. */
        public void failed(ImageException e) {
            failure = e.detached();
            close();
        }

        /** Has this done when the flight is closed, and all who waited for it have looked for what it brought. */
        public synchronized void afterwards(Runnable work) {
            afterwards = work;
        }

        /** Lets all go on who wait. */
        @Override
        public void close() {
            under.remove(key, this);
            if (over.complete(null)) {
                left();
            }
        }

        private synchronized Flight joined() {
            aboard++;
            return this;
        }

        private void left() {
            Runnable due;
            synchronized (this) {
                aboard--;
                due = aboard == 0 ? afterwards : () -> {};
            }
            due.run();
        }

        @SuppressWarnings("FutureReturnValueIgnored") // counting down tells nothing more
        private void await(Call call) throws ImageException {
            CountDownLatch either = new CountDownLatch(1);
            over.thenRun(either::countDown);
            CallPause.until(either, call);
        }

        private Answer outcome() throws ImageException {
            ImageException shared = failure;
            if (shared != null) {
                throw shared.detached();
            }
            return alone ? new Answer.GoAlone() : new Answer.LookAgain(this::left);
        }
    }
}
