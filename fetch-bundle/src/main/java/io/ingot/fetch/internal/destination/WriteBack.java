// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.destination;

import java.io.IOException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Writes a file to disk in the background while more bytes arrive, so that forcing it at the end takes little time.
 * Otherwise Linux starts after half a minute, or when a tenth of the memory is dirty. Safe for concurrent use.
 *
 * <p>The system reports a failure only once, so a failure in the background is kept for {@link #awaitIdle}.
 */
final class WriteBack {
    /**
     * The bytes between two rounds. Each round forces the file system's journal, too, so small images do not benefit.
     */
    static final long STRIDE_BYTES = 32L << 20;

    private final Disk disk;
    private final Executor threads;
    private long unforced; // this and what follows: guarded by this
    private boolean running;
    private @Nullable IOException failure;

    /** Forces all written bytes to disk. */
    interface Disk {
        void force() throws IOException;
    }

    /** @param threads runs one blocking task at a time for this file */
    WriteBack(Disk disk, Executor threads) {
        this.disk = disk;
        this.threads = threads;
    }

    /** Reports that this number of bytes was written. */
    void written(long bytes) {
        synchronized (this) {
            unforced += bytes;
            if (running || unforced < STRIDE_BYTES) {
                return;
            }
            running = true;
            unforced = 0;
        }
        try {
            threads.execute(this::force);
        } catch (RejectedExecutionException e) {
            finished(null); // the engine stops; forcing the file at the end writes all
        }
    }

    /**
     * Waits until no round is running.
     *
     * @throws IOException if a round failed since the last call
     */
    void awaitIdle() throws IOException {
        IOException failed = awaitResult();
        if (failed != null) {
            throw failed;
        }
    }

    private synchronized @Nullable IOException awaitResult() {
        boolean interrupted = false;
        while (running) {
            try {
                wait();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        IOException failed = failure;
        failure = null;
        return failed;
    }

    private void force() {
        IOException failed = null;
        try {
            disk.force();
        } catch (IOException e) {
            failed = e;
        } finally {
            finished(failed);
        }
    }

    private synchronized void finished(@Nullable IOException failed) {
        running = false;
        failure = failed == null ? failure : failed;
        notifyAll();
    }
}
