// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.limit;

import io.ingot.image.Call;
import io.ingot.image.ImageException;
import io.ingot.image.Origin;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

/**
 * The right to transfer: so many in all, and so many from one origin. Express ones, which are small or urgent, have a
 * quarter more for themselves, one at the least, here and there. Who waits longest is next, but the urgent come before
 * the small and those before the others, and among equals an origin that has fewer running comes first: so that no
 * origin keeps another one out; then those that go on after a pause. Safe for concurrent use.
 */
public final class Slots {
    private static final Comparator<Slot> NEXT =
            Comparator.comparing(Slot::rank).thenComparingInt(Slot::ofItsOrigin).thenComparing(Slot::fresh);

    private final Set<Slot> waiting = new LinkedHashSet<>(); // in the order of their coming
    private final Map<Origin, Use> origins = new HashMap<>();
    private final Use all = new Use();
    private int atOnce = 1;
    private int perOrigin = 1;

    /** How a transfer stands among those that wait. */
    public enum Rank {
        /** Before all others, whatever its size. */
        URGENT,
        /** Small. */
        SMALL,
        /** Neither. */
        LARGE
    }

    /** From now on so many run at once; those beyond a lower limit run to their end. */
    public synchronized void limit(Limits limits) {
        atOnce = limits.transfers();
        perOrigin = limits.transfersPerOrigin() == 0 ? limits.transfers() : limits.transfersPerOrigin();
        grant();
    }

    /**
     * Waits for the right to transfer; to be closed when the transfer is over.
     *
     * @throws ImageException the end of the call
     */
    public Slot take(Origin origin, Rank rank, Call call) throws ImageException {
        Slot slot = new Slot(origin, rank);
        await(slot, call);
        return slot;
    }

    private void await(Slot slot, Call call) throws ImageException {
        CountDownLatch decided = enter(slot);
        try {
            CallPause.until(decided, call);
        } catch (ImageException e) {
            slot.close();
            throw e;
        }
    }

    private synchronized CountDownLatch enter(Slot slot) {
        CountDownLatch decided = new CountDownLatch(1);
        slot.decided = decided;
        waiting.add(slot);
        grant();
        return decided;
    }

    private synchronized void leave(Slot slot) {
        waiting.remove(slot);
        if (slot.held) {
            slot.held = false;
            slot.fresh = false;
            all.remove(slot.express);
            Use use = use(slot.origin);
            use.remove(slot.express);
            if (use.none()) {
                origins.remove(slot.origin);
            }
        }
        grant();
    }

    private void grant() {
        for (Optional<Slot> next = next(); next.isPresent(); next = next()) {
            Slot slot = next.get();
            waiting.remove(slot);
            slot.express = mayBeExpress(slot);
            slot.held = true;
            all.add(slot.express);
            use(slot.origin).add(slot.express);
            slot.decided.countDown();
        }
    }

    private Optional<Slot> next() {
        return waiting.stream()
                .filter(slot -> mayBeExpress(slot) || mayBeOrdinary(slot))
                .min(NEXT);
    }

    /** The share of the express ones is used first: what they leave of the ordinary ones is for the large. */
    private boolean mayBeExpress(Slot slot) {
        return slot.rank != Rank.LARGE
                && all.express < share(atOnce)
                && running(slot.origin).express < share(perOrigin);
    }

    private boolean mayBeOrdinary(Slot slot) {
        return all.ordinary < atOnce && running(slot.origin).ordinary < perOrigin;
    }

    private static int share(int limit) {
        return Math.max(1, limit / 4);
    }

    private Use running(Origin origin) {
        return origins.getOrDefault(origin, new Use());
    }

    private Use use(Origin origin) {
        return origins.computeIfAbsent(origin, unused -> new Use());
    }

    /** How many run. */
    private static final class Use {
        private int ordinary;
        private int express;

        void add(boolean isExpress) {
            ordinary += isExpress ? 0 : 1;
            express += isExpress ? 1 : 0;
        }

        void remove(boolean isExpress) {
            ordinary -= isExpress ? 0 : 1;
            express -= isExpress ? 1 : 0;
        }

        boolean none() {
            return ordinary + express == 0;
        }
    }

    /** The right to transfer, or the wish for it. Closing it a second time changes nothing. */
    public final class Slot implements AutoCloseable {
        private final Origin origin;
        private final Rank rank;
        private CountDownLatch decided = new CountDownLatch(1); // guarded by the slots, as are the next
        private boolean held;
        private boolean express;
        private boolean fresh = true; // it was never held

        private Slot(Origin origin, Rank rank) {
            this.origin = origin;
            this.rank = rank;
        }

        private Rank rank() {
            return rank;
        }

        private boolean fresh() {
            return fresh;
        }

        private int ofItsOrigin() {
            Use use = running(origin);
            return use.ordinary + use.express;
        }

        /** Gives it back for a while, in which others may transfer. */
        public void release() {
            leave(this);
        }

        /**
         * Waits for it once more.
         *
         * @throws ImageException the end of the call
         */
        public void retake(Call call) throws ImageException {
            await(this, call);
        }

        @Override
        public void close() {
            leave(this);
        }
    }
}
