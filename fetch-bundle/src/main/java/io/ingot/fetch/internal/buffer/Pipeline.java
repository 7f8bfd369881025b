// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.buffer;

import io.ingot.image.Call;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Passes what a reader fills into buffers to a writer and to hashes. The reader's thread writes: the system reads ahead
 * and writes behind it, and the buffer is still in the cache of its processor. The hashes run beside the reader while
 * its pipeline and the others leave a processor idle, through a ring of buffers; on the reader's thread otherwise, which
 * costs less. Used by the thread of the reader.
 *
 * <p>Call {@link #finish} after the last buffer, and {@link #close} in any case: after either, no sink is called.
 */
public final class Pipeline implements AutoCloseable {
    private static final int RING_BUFFERS = 4;
    private static final long POLL_MILLIS = 50;

    private final BufferBudget budget;
    private final Semaphore ring = new Semaphore(RING_BUFFERS);
    private final Sink writer;
    private final List<Stage> hashes;
    private @Nullable Loan current;
    private boolean ended;

    Pipeline(List<Sink> hashes, Sink writer, BufferBudget budget, Executor threads) {
        this.budget = budget;
        this.writer = writer;
        this.hashes = hashes.stream().map(sink -> new Stage(sink, threads)).toList();
        budget.pipelines().add();
    }

    /**
     * Returns the buffer to fill, from its beginning; waits for a free one if the last was {@link #put}.
     *
     * @param waiting run several times a second during the wait, which the sinks cause rather than the origin
     * @throws ImageException if the call ends first
     */
    public ByteBuffer buffer(Call call, Runnable waiting) throws ImageException {
        call.check();
        Loan held = current;
        if (held != null) {
            return held.bytes().clear();
        }
        try {
            while (!ring.tryAcquire(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                call.check();
                waiting.run();
            }
            Loan loan = awaitLoan(call, waiting);
            current = loan;
            return loan.bytes();
        } catch (InterruptedException e) {
            throw interrupted(call);
        }
    }

    /**
     * Returns a free buffer; empty if there is none now.
     *
     * @throws ImageException if the call has ended
     */
    public Optional<ByteBuffer> bufferIfFree(Call call) throws ImageException {
        call.check();
        if (!ring.tryAcquire()) {
            return Optional.empty();
        }
        Optional<Loan> loan = Optional.empty();
        try {
            loan = lend(0);
        } catch (InterruptedException e) {
            throw interrupted(call);
        } finally {
            if (loan.isEmpty()) {
                ring.release();
            }
        }
        current = loan.orElse(null);
        return loan.map(Loan::bytes);
    }

    /**
     * Passes the buffer, filled up to a length, to all sinks.
     *
     * @throws LocalFailure if the writer fails, or a hash has failed before
     */
    public void put(int length) throws LocalFailure {
        checkHashes();
        Loan loan = Objects.requireNonNull(current);
        current = null;
        Chunk chunk = new Chunk(loan.bytes().slice(0, length), hashes.size() + 1, () -> giveBack(loan));
        boolean beside = budget.pipelines().leaveProcessorIdle();
        hashes.forEach(hash -> hash.put(chunk, beside));
        try {
            writer.accept(chunk.bytes());
        } catch (Throwable e) {
            throw new LocalFailure(e);
        } finally {
            chunk.release();
        }
    }

    private void giveBack(Loan loan) {
        budget.giveBack(loan);
        ring.release();
    }

    /** Waits until all sinks have processed all buffers. */
    public void finish() throws LocalFailure {
        end();
        checkHashes();
    }

    /** Drops the buffers that are not processed, and waits until no sink is called. */
    @Override
    public void close() {
        if (!ended) {
            hashes.forEach(Stage::discardRemaining);
            end();
        }
    }

    /**
     * Closes the pipeline of a reader that was left behind, whose current buffer is lost, since the reader may still
     * write to it. Called by another thread; the reader must not use the pipeline afterwards.
     */
    public void abandon() {
        Loan lost = current;
        current = null;
        if (lost != null) {
            budget.lose(lost);
        }
        close();
    }

    private void end() {
        if (!ended) {
            ended = true;
            Loan unused = current;
            current = null;
            if (unused != null) {
                giveBack(unused);
            }
            hashes.forEach(Stage::end);
            boolean interrupted = false;
            for (Stage stage : hashes) {
                interrupted |= awaitEnd(stage);
            }
            budget.pipelines().remove();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Waits, uninterruptibly, for a stage, which ends by itself. */
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

    private Loan awaitLoan(Call call, Runnable waiting) throws ImageException, InterruptedException {
        boolean lent = false;
        try {
            while (true) {
                Optional<Loan> loan = lend(POLL_MILLIS);
                if (loan.isPresent()) {
                    lent = true;
                    return loan.get();
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

    private Optional<Loan> lend(long millis) throws InterruptedException {
        return budget.lend(budget.pipelines().leaveProcessorIdle() ? RING_BUFFERS : 1, millis);
    }

    private void checkHashes() throws LocalFailure {
        for (Stage stage : hashes) {
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
