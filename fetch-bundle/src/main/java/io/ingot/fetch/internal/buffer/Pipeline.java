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
 * A ring of buffers between a reader and several stages, which hash and write concurrently: the slowest of them
 * determines the rate, not their sum. Used by the thread of the reader.
 *
 * <p>Call {@link #finish} after the last buffer, and {@link #close} in any case: after either, no stage accesses its
 * sink.
 */
public final class Pipeline implements AutoCloseable {
    private static final int RING_BUFFERS = 8;
    private static final long POLL_MILLIS = 50;

    private final BufferBudget budget;
    private final Semaphore ring = new Semaphore(RING_BUFFERS);
    private final List<Stage> stages;
    private byte @Nullable [] current;
    private boolean ended;

    /**
     * Starts the stages.
     *
     * @param threads runs each stage on its own thread
     */
    public Pipeline(List<Sink> sinks, BufferBudget budget, Executor threads) {
        this.budget = budget;
        this.stages = sinks.stream().map(Stage::new).toList();
        boolean started = false;
        try {
            stages.forEach(threads::execute);
            started = true;
        } finally {
            if (!started) { // no threads left: end the stages that were started
                stages.forEach(Stage::end);
            }
        }
    }

    /**
     * Waits for a free buffer to fill. Each buffer must be {@link #put} before the next is requested.
     *
     * @param waiting run several times a second during the wait, which the stages cause rather than the origin
     * @throws ImageException if the call ends first
     */
    public byte[] buffer(Call call, Runnable waiting) throws ImageException {
        call.check();
        try {
            while (!ring.tryAcquire(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                call.check();
                waiting.run();
            }
            byte[] buffer = awaitBuffer(call, waiting);
            current = buffer;
            return buffer;
        } catch (InterruptedException e) {
            throw interrupted(call);
        }
    }

    /**
     * Returns a free buffer; empty if there is none now.
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
        current = buffer.orElse(null);
        return buffer;
    }

    /** Passes a buffer, filled up to a length, to all stages. */
    public void put(byte[] buffer, int length) throws LocalFailure {
        checkStages();
        current = null;
        Chunk chunk = new Chunk(buffer, length, stages.size(), this::giveBack);
        stages.forEach(stage -> stage.put(chunk));
    }

    private void giveBack(byte[] buffer) {
        budget.giveBack(buffer);
        ring.release();
    }

    /** Waits until all stages have processed all buffers. */
    public void finish() throws LocalFailure {
        end();
        checkStages();
    }

    /** Drops the buffers that are not processed, and waits until no stage accesses its sink. */
    @Override
    public void close() {
        if (!ended) {
            stages.forEach(Stage::discardRemaining);
            end();
        }
    }

    /**
     * Closes the pipeline of a reader that was left behind, whose current buffer is lost, since the reader may still
     * write to it. Called by another thread; the reader must not use the pipeline afterwards.
     */
    public void abandon() {
        if (current != null) {
            current = null;
            budget.lose();
        }
        close();
    }

    private void end() {
        if (!ended) {
            ended = true;
            byte[] unused = current;
            current = null;
            if (unused != null) {
                giveBack(unused);
            }
            stages.forEach(Stage::end);
            boolean interrupted = false;
            for (Stage stage : stages) {
                interrupted |= awaitEnd(stage);
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Waits, uninterruptibly, for a stage, which uses an open file and ends by itself. */
    private static boolean awaitEnd(Stage stage) {
        boolean interrupted = false;
        while (true) {
            try {
                stage.awaitEnd();
                return interrupted;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
    }

    private byte[] awaitBuffer(Call call, Runnable waiting) throws ImageException, InterruptedException {
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

    private void checkStages() throws LocalFailure {
        for (Stage stage : stages) {
            Throwable failure = stage.failure();
            if (failure != null) {
                throw new LocalFailure(failure);
            }
        }
    }

    /** Handles an interrupt, which only other bundles cause: it cancels the call. */
    private static ImageException interrupted(Call call) {
        Thread.currentThread().interrupt();
        call.cancel("the thread of the transfer was interrupted");
        return new ImageException(ErrorCode.CANCELLED, "the thread of the transfer was interrupted");
    }
}
