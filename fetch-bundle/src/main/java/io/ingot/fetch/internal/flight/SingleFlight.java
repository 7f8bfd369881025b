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
 * Coalesces the transfers of this process: for each key one caller leads and transfers, while the others wait for the
 * outcome. The transfer locks of the store do the same between processes. Safe for concurrent use.
 */
public final class SingleFlight {
    private final Map<String, Flight> flights = new ConcurrentHashMap<>();

    /** What a caller has to do. */
    public sealed interface Outcome {
        /** Transfer: the caller leads, and closes the flight at the end. */
        record Lead(Flight flight) implements Outcome {}

        /** Look into the store again, since a flight has ended; then close the waiter. */
        record LookAgain(Waiter waiter) implements Outcome {}

        /** Transfer without sharing, since the leader found that the bytes cannot be shared. */
        record GoAlone() implements Outcome {}
    }

    /**
     * Joins the flight of a key: leads it if it is new, otherwise waits until it has ended.
     *
     * @throws ImageException the failure of the leader, if it concerns every waiter; or the end of the call
     */
    public Outcome join(String key, Call call) throws ImageException {
        Flight created = new Flight(key);
        Flight joined = flights.compute(key, (same, other) -> other == null ? created : other.addParticipant());
        if (joined == created) {
            return new Outcome.Lead(created);
        }
        boolean mustClose = false;
        try {
            joined.await(call);
            Outcome outcome = joined.outcome();
            mustClose = outcome instanceof Outcome.LookAgain;
            return outcome;
        } finally {
            if (!mustClose) {
                joined.removeParticipant();
            }
        }
    }

    /** A participant of a flight that has ended, while it looks into the store. Must be closed exactly once. */
    @FunctionalInterface
    public interface Waiter extends AutoCloseable {
        @Override
        void close();
    }

    /** One transfer and the callers that wait for it. */
    public final class Flight implements AutoCloseable {
        private final String key;
        private final CompletableFuture<Void> ended = new CompletableFuture<>();
        private volatile boolean unshared;
        private volatile @Nullable ImageException failure;
        private int participants = 1; // guarded by this, like the next
        private Runnable onAllLeft = () -> {};

        private Flight(String key) {
            this.key = key;
        }

        /** Ends the flight with nothing to share: each waiter transfers by itself. */
        public void endUnshared() {
            unshared = true;
            close();
        }

        /** Ends the flight, and fails all waiters with the same error: each would run into it as well, as late. */
        public void fail(ImageException e) {
            failure = e.detached();
            close();
        }

        /** Runs a task once the flight has ended and all its waiters have looked into the store. */
        public synchronized void whenAllLeft(Runnable task) {
            onAllLeft = task;
        }

        /** Ends the flight; the waiters proceed. */
        @Override
        public void close() {
            flights.remove(key, this);
            if (ended.complete(null)) {
                removeParticipant();
            }
        }

        private synchronized Flight addParticipant() {
            participants++;
            return this;
        }

        private void removeParticipant() {
            Runnable due;
            synchronized (this) {
                participants--;
                due = participants == 0 ? onAllLeft : () -> {};
            }
            due.run();
        }

        @SuppressWarnings("FutureReturnValueIgnored") // the latch is the only effect
        private void await(Call call) throws ImageException {
            CountDownLatch decided = new CountDownLatch(1);
            ended.thenRun(decided::countDown);
            CallPause.until(decided, call);
        }

        private Outcome outcome() throws ImageException {
            ImageException shared = failure;
            if (shared != null) {
                throw shared.detached();
            }
            return unshared ? new Outcome.GoAlone() : new Outcome.LookAgain(this::removeParticipant);
        }
    }
}
