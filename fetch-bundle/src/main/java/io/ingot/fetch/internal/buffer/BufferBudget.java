// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.buffer;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The budget of direct memory that all transfers of the process share. Safe for concurrent use.
 *
 * <p>A large buffer costs the fewest system calls for its bytes. The more pipelines are open, the smaller are the
 * buffers that each is lent, so that all of them have one. Memory stays allocated, since the JVM returns direct memory
 * only with a garbage collection.
 */
public final class BufferBudget {
    private static final Logger LOG = LoggerFactory.getLogger(BufferBudget.class);

    /** The size of the largest buffers. */
    static final int MAX_BUFFER_BYTES = Slab.BYTES;

    /** The size of the smallest buffers: below it, calls cost more than the copies that large buffers save. */
    static final int MIN_BUFFER_BYTES = 64 << 10;

    private static final int SCARCE_BUFFER_BYTES = 256 << 10;
    private static final long MAX_BYTES = 64L << 20;
    private static final int MIN_SLABS = 2;
    private static final int MIN_LEFT = 8; // times the size of a buffer, before it is lent

    private final OpenPipelines pipelines;
    private final List<Slab> slabs = new ArrayList<>(); // guarded by this
    private int maxSlabs; // guarded by this
    private long lentBytes; // guarded by this

    private BufferBudget(int maxSlabs, int processors) {
        this.maxSlabs = maxSlabs;
        this.pipelines = new OpenPipelines(processors);
    }

    /**
     * Creates the budget of a JVM: half of the direct memory that it grants unless {@code -XX:MaxDirectMemorySize} says
     * otherwise, which is as much as its heap, and at most 64 MiB.
     *
     * @param maxHeapBytes the most memory of the heap
     * @param processors how many processors there are
     */
    public static BufferBudget of(long maxHeapBytes, int processors) {
        long bytes = Math.min(MAX_BYTES, maxHeapBytes / 2);
        return new BufferBudget((int) Math.max(MIN_SLABS, bytes / Slab.BYTES), processors);
    }

    /** Returns the open pipelines, among which the budget is shared. */
    OpenPipelines pipelines() {
        return pipelines;
    }

    /**
     * Lends a buffer of the size that all pipelines can have, or another one if no memory of that size is free.
     *
     * @param buffersEach how many buffers each pipeline uses at the same time, which determines their size
     * @return empty if none is free within the given time
     */
    synchronized Optional<Loan> lend(int buffersEach, long millis) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        while (true) {
            Optional<Loan> loan = find(share(buffersEach));
            loan.ifPresent(lent -> lentBytes += lent.size());
            long left = deadline - System.nanoTime();
            if (loan.isPresent() || left <= 0) {
                return loan;
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
    }

    synchronized void giveBack(Loan loan) {
        loan.slab().giveBack(loan.index());
        returned(loan);
    }

    /** Gives up a lent buffer that a thread may still write to; other memory replaces it. */
    synchronized void lose(Loan loan) {
        loan.slab().lose(loan.index());
        returned(loan);
    }

    /** Returns how many bytes could be lent now. */
    public synchronized long availableBytes() {
        return (long) maxSlabs * Slab.BYTES - lentBytes;
    }

    /** Returns whether another pipeline would get so small a buffer that its system calls cost much. */
    public synchronized boolean isScarce() {
        return share(1) < SCARCE_BUFFER_BYTES;
    }

    private void returned(Loan loan) {
        lentBytes -= loan.size();
        slabs.removeIf(slab -> slab.isSpoiled() && slab.isFree());
        notifyAll();
    }

    /**
     * Returns the size of the buffers that all pipelines can have, a power of two. A slow origin can hold a buffer for
     * long, so that none is larger than a part of what is free: something is left for the next pipeline.
     */
    private int share(int buffersEach) {
        long users = (long) Math.max(1, pipelines.count()) * buffersEach;
        long each = Math.min((long) maxSlabs * Slab.BYTES / users, availableBytes() / MIN_LEFT);
        return (int) Long.highestOneBit(Math.max(MIN_BUFFER_BYTES, Math.min(MAX_BUFFER_BYTES, each)));
    }

    /** Lends a buffer of the wanted size, else a smaller one, else a larger one that is left of others. */
    private Optional<Loan> find(int wanted) {
        for (int size = wanted; size >= MIN_BUFFER_BYTES; size /= 2) {
            Optional<Loan> loan = free(size);
            if (loan.isPresent()) {
                return loan;
            }
        }
        for (int size = 2 * wanted; size <= MAX_BUFFER_BYTES; size *= 2) {
            Optional<Loan> loan = lend(size, false);
            if (loan.isPresent()) {
                return loan;
            }
        }
        return Optional.empty();
    }

    /** Lends a part of a slab that is in use already, if there is one, so that others stay whole. */
    private Optional<Loan> free(int size) {
        Optional<Loan> part = lend(size, false);
        Optional<Loan> loan = part.isPresent() ? part : lend(size, true);
        return loan.isPresent() || slabs.size() == maxSlabs ? loan : newSlab().flatMap(slab -> slab.lend(size));
    }

    private Optional<Loan> lend(int size, boolean whole) {
        for (Slab slab : slabs) {
            Optional<Loan> loan = slab.isFree() == whole ? slab.lend(size) : Optional.empty();
            if (loan.isPresent()) {
                return loan;
            }
        }
        return Optional.empty();
    }

    /** Allocates a slab. If the JVM grants no more, the budget is what was allocated. */
    private Optional<Slab> newSlab() {
        try {
            Slab slab = new Slab();
            slabs.add(slab);
            return Optional.of(slab);
        } catch (OutOfMemoryError e) {
            if (slabs.isEmpty()) {
                throw e;
            }
            LOG.warn(
                    "the JVM grants {} MiB of direct memory for images, {} were wanted: raise -XX:MaxDirectMemorySize",
                    slabs.size(),
                    maxSlabs);
            maxSlabs = slabs.size();
            return Optional.empty();
        }
    }
}
