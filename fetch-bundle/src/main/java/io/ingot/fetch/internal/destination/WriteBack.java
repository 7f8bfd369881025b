// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.destination;

import java.io.IOException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Has a file written to disk in the background while more bytes arrive, so that forcing it at the end has little left to
 * wait for: left alone, Linux begins after half a minute, or when a tenth of the memory waits to be written. Safe for
 * concurrent use.
 *
 * <p>The system tells a failure once: so one of the background is kept until somebody {@link #settle asks}.
 */
final class WriteBack {
    /** Small images are on disk as fast without; each round forces the file system's journal, too. */
    static final long STRIDE_BYTES = 32L << 20;

    private final Disk disk;
    private final Executor threads;
    private long waiting; // this and what follows: guarded by this
    private boolean running;
    private @Nullable IOException failure;

    /** Waits until what was handed to the system so far is on disk. */
    interface Disk {
        void force() throws IOException;
    }

    /** @param threads runs one task at a time for this file, which blocks */
    WriteBack(Disk disk, Executor threads) {
        this.disk = disk;
        this.threads = threads;
    }

    /** So many bytes more were handed to the system. */
    void written(long bytes) {
        synchronized (this) {
            waiting += bytes;
            if (running || waiting < STRIDE_BYTES) {
                return;
            }
            running = true;
            waiting = 0;
        }
        try {
            threads.execute(this::force);
        } catch (RejectedExecutionException e) {
            ended(null); // the engine stops; what forces at the end does it all
        }
    }

    /**
     * Waits until nothing runs in the background.
     *
     * @throws IOException what failed there since the last time
     */
    void settle() throws IOException {
        IOException failed = awaited();
        if (failed != null) {
            throw failed;
        }
    }

    private synchronized @Nullable IOException awaited() {
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
            ended(failed);
        }
    }

    private synchronized void ended(@Nullable IOException failed) {
        running = false;
        failure = failed == null ? failure : failed;
        notifyAll();
    }
}
