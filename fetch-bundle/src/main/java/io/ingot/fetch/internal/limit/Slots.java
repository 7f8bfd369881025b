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
 * Limits how many transfers run at a time, in total and for each origin. Express transfers, which are small or urgent,
 * have a quarter more slots of their own, at least one, under both limits. Among the waiting transfers, urgent ones
 * come before small ones, and these before large ones. Among equals, the origin with fewer running transfers comes
 * first, so that no origin keeps out another; then a transfer that continues after a pause; then the one that waits
 * longest. Safe for concurrent use.
 */
public final class Slots {
    private static final Comparator<Slot> NEXT = Comparator.comparing(Slot::rank)
            .thenComparingInt(Slot::runningFromOrigin)
            .thenComparing(Slot::isNew);

    private final Set<Slot> waiting = new LinkedHashSet<>(); // in order of arrival
    private final Map<Origin, Usage> origins = new HashMap<>();
    private final Usage total = new Usage();
    private int maxRunning = 1;
    private int maxPerOrigin = 1;

    /** The rank of a transfer among the waiting ones. */
    public enum Rank {
        /** Before all others, regardless of its size. */
        URGENT,
        /** An image up to the size of a small one. */
        SMALL,
        /** Any other image. */
        LARGE
    }

    /** Changes the limits. Transfers beyond a lower limit run to their end. */
    public synchronized void limit(Limits limits) {
        maxRunning = limits.transfers();
        maxPerOrigin = limits.transfersPerOrigin() == 0 ? limits.transfers() : limits.transfersPerOrigin();
        grant();
    }

    /**
     * Waits for a slot, which has to be closed when the transfer has ended.
     *
     * @throws ImageException the end of the call
     */
    public Slot take(Origin origin, Rank rank, Call call) throws ImageException {
        Slot slot = new Slot(origin, rank);
        await(slot, call);
        return slot;
    }

    private void await(Slot slot, Call call) throws ImageException {
        CountDownLatch decided = enqueue(slot);
        try {
            CallPause.until(decided, call);
        } catch (ImageException e) {
            slot.close();
            throw e;
        }
    }

    private synchronized CountDownLatch enqueue(Slot slot) {
        CountDownLatch decided = new CountDownLatch(1);
        slot.decided = decided;
        waiting.add(slot);
        grant();
        return decided;
    }

    private synchronized void giveBack(Slot slot) {
        waiting.remove(slot);
        if (slot.granted) {
            slot.granted = false;
            slot.isNew = false;
            total.remove(slot.express);
            Usage usage = usageForUpdate(slot.origin);
            usage.remove(slot.express);
            if (usage.isEmpty()) {
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
            slot.granted = true;
            total.add(slot.express);
            usageForUpdate(slot.origin).add(slot.express);
            slot.decided.countDown();
        }
    }

    private Optional<Slot> next() {
        return waiting.stream()
                .filter(slot -> mayBeExpress(slot) || mayBeOrdinary(slot))
                .min(NEXT);
    }

    /**
     * Whether a transfer may have an express slot. Express slots are used first, which leaves ordinary ones to large
     * images.
     */
    private boolean mayBeExpress(Slot slot) {
        return slot.rank != Rank.LARGE
                && total.express < share(maxRunning)
                && usageOf(slot.origin).express < share(maxPerOrigin);
    }

    private boolean mayBeOrdinary(Slot slot) {
        return total.ordinary < maxRunning && usageOf(slot.origin).ordinary < maxPerOrigin;
    }

    private static int share(int limit) {
        return Math.max(1, limit / 4);
    }

    private Usage usageOf(Origin origin) {
        return origins.getOrDefault(origin, new Usage());
    }

    private Usage usageForUpdate(Origin origin) {
        return origins.computeIfAbsent(origin, unused -> new Usage());
    }

    /** The number of running transfers. */
    private static final class Usage {
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

        boolean isEmpty() {
            return ordinary + express == 0;
        }
    }

    /** The permission for one transfer to run, or a place among the waiting ones. Closing it twice has no effect. */
    public final class Slot implements AutoCloseable {
        private final Origin origin;
        private final Rank rank;
        private CountDownLatch decided = new CountDownLatch(1); // guarded by the slots, like the next
        private boolean granted;
        private boolean express;
        private boolean isNew = true; // it was never granted

        private Slot(Origin origin, Rank rank) {
            this.origin = origin;
            this.rank = rank;
        }

        private Rank rank() {
            return rank;
        }

        private boolean isNew() {
            return isNew;
        }

        private int runningFromOrigin() {
            Usage usage = usageOf(origin);
            return usage.ordinary + usage.express;
        }

        /** Gives the slot back for a while, so that other transfers may run. */
        public void release() {
            giveBack(this);
        }

        /**
         * Waits for the slot again.
         *
         * @throws ImageException the end of the call
         */
        public void retake(Call call) throws ImageException {
            await(this, call);
        }

        @Override
        public void close() {
            giveBack(this);
        }
    }
}
