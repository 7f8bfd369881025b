// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.buffer;

import io.ingot.image.Call;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A ring of few buffers between one reader and several lanes: reading, each hash and writing go on side by side, so that
 * the slowest of them sets the pace and not their sum. Used by the reader's thread.
 *
 * <p>{@link #finish} when all is in, {@link #close} in any case: after either no lane touches its sink any more.
 */
public final class Pipeline implements AutoCloseable {
    private static final int RING = 8;
    private static final long POLL_MILLIS = 50;

    private final BufferBudget budget;
    private final Semaphore ring = new Semaphore(RING);
    private final List<Stage> lanes;
    private byte @Nullable [] taken;
    private boolean ended;

    /**
     * Starts the lanes.
     *
     * @param threads runs each lane on a thread of its own
     */
    public Pipeline(List<Sink> sinks, BufferBudget budget, Executor threads) {
        this.budget = budget;
        this.lanes = sinks.stream().map(Stage::new).toList();
        boolean started = false;
        try {
            lanes.forEach(threads::execute);
            started = true;
        } finally {
            if (!started) { // no more threads: those that run would wait for ever
                lanes.forEach(Stage::end);
            }
        }
    }

    /**
     * A buffer to fill, as soon as one is free; it is {@link #put} before the next is asked for.
     *
     * @param waiting told from time to time that it is the lanes that are waited for, not the origin
     * @throws ImageException if the call ends first
     */
    public byte[] buffer(Call call, Runnable waiting) throws ImageException {
        call.check();
        try {
            while (!ring.tryAcquire(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                call.check();
                waiting.run();
            }
            byte[] buffer = lent(call, waiting);
            taken = buffer;
            return buffer;
        } catch (InterruptedException e) {
            throw interrupted(call);
        }
    }

    /**
     * The same without a wait: absent if none is free now.
     *
     * @throws ImageException if the call has ended
     */
    public Optional<byte[]> bufferIfFree(Call call) throws ImageException {
        call.check();
        if (!ring.tryAcquire()) {
            return Optional.empty();
        }
        Optional<byte[]> buffer = Optional.empty();
        try {
            buffer = budget.lend(0);
        } catch (InterruptedException e) {
            throw interrupted(call);
        } finally {
            if (buffer.isEmpty()) {
                ring.release();
            }
        }
        taken = buffer.orElse(null);
        return buffer;
    }

    /** Hands the buffer, filled so far, to all lanes. */
    public void put(byte[] buffer, int length) throws LocalFailure {
        checkLanes();
        taken = null;
        Chunk chunk = new Chunk(buffer, length, lanes.size(), this::giveBack);
        lanes.forEach(lane -> lane.put(chunk));
    }

    private void giveBack(byte[] buffer) {
        budget.giveBack(buffer);
        ring.release();
    }

    /** Waits until all that was put has arrived. */
    public void finish() throws LocalFailure {
        end();
        checkLanes();
    }

    /** Drops what has not arrived, and waits for the lanes to leave their sinks alone. */
    @Override
    public void close() {
        if (!ended) {
            lanes.forEach(Stage::abandon);
            end();
        }
    }

    /**
     * As {@link #close}, for a reader that was left behind: the buffer that it fills is lost, since it may still write
     * there. Called by another thread, after which the reader calls nothing here any more.
     */
    public void forsake() {
        if (taken != null) {
            taken = null;
            budget.lose();
        }
        close();
    }

    private void end() {
        if (!ended) {
            ended = true;
            byte[] unused = taken;
            taken = null;
            if (unused != null) {
                giveBack(unused);
            }
            lanes.forEach(Stage::end);
            boolean interrupted = false;
            for (Stage lane : lanes) {
                interrupted |= awaitEnd(lane);
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** The lane holds a file of ours and ends by itself: leaving it behind would be worse than a late reaction. */
    private static boolean awaitEnd(Stage lane) {
        boolean interrupted = false;
        while (true) {
            try {
                lane.awaitEnd();
                return interrupted;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
    }

    private byte[] lent(Call call, Runnable waiting) throws ImageException, InterruptedException {
        boolean lent = false;
        try {
            while (true) {
                Optional<byte[]> buffer = budget.lend(POLL_MILLIS);
                if (buffer.isPresent()) {
                    lent = true;
                    return buffer.get();
                }
                call.check();
                waiting.run();
            }
        } finally {
            if (!lent) {
                ring.release();
            }
        }
    }

    private void checkLanes() throws LocalFailure {
        for (Stage lane : lanes) {
            Throwable failure = lane.failure();
            if (failure != null) {
                throw new LocalFailure(failure);
            }
        }
    }

    /** Nobody in this bundle interrupts; if somebody else does, it means that the work is unwanted. */
    private static ImageException interrupted(Call call) {
        Thread.currentThread().interrupt();
        call.cancel("the thread of the transfer was interrupted");
        return new ImageException(ErrorCode.CANCELLED, "the thread of the transfer was interrupted");
    }
}
