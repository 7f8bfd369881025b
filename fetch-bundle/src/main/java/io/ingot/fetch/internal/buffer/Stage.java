// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.buffer;

import java.nio.ByteBuffer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A sink that runs on the thread of the reader, or beside it on a thread of its own. After a failure it discards further
 * buffers, so that the reader does not block.
 */
final class Stage implements Runnable {
    private static final Chunk END = new Chunk(ByteBuffer.allocate(0), 1, () -> {});

    private final Sink sink;
    private final Executor threads;
    private final BlockingQueue<Chunk> queue = new LinkedBlockingQueue<>();
    private final AtomicInteger queued = new AtomicInteger(); // chunks that the stage's thread has not processed
    private final CountDownLatch ended = new CountDownLatch(1);
    private ThreadState thread = ThreadState.NONE; // used by the reader only
    private volatile @Nullable Throwable failure;
    private volatile boolean discarding;

    private enum ThreadState {
        NONE,
        STARTED,
        REFUSED
    }

    /** @param threads runs the stage when it first runs beside the reader */
    Stage(Sink sink, Executor threads) {
        this.sink = sink;
        this.threads = threads;
    }

    /**
     * Processes a chunk after those before it: now, or beside the reader. Never blocks for long: the ring of the
     * pipeline bounds the queue.
     */
    void put(Chunk chunk, boolean beside) {
        if (queued.get() == 0 && !(beside && hasThread())) {
            process(chunk);
            return;
        }
        queued.incrementAndGet();
        queue.add(chunk);
    }

    private boolean hasThread() {
        if (thread == ThreadState.NONE) {
            try {
                threads.execute(this);
                thread = ThreadState.STARTED;
            } catch (RejectedExecutionException | OutOfMemoryError e) { // the engine stops, or no threads are left
                thread = ThreadState.REFUSED;
            }
        }
        return thread == ThreadState.STARTED;
    }

    void end() {
        if (thread == ThreadState.STARTED) {
            queue.add(END);
        } else {
            ended.countDown();
        }
    }

    void discardRemaining() {
        discarding = true;
    }

    /** Returns the failure of the sink, which may be an error such as a lack of memory; null if there was none. */
    @Nullable
    Throwable failure() {
        return failure;
    }

    void awaitEnd() throws InterruptedException {
        ended.await();
    }

    @Override
    public void run() {
        try {
            for (Chunk chunk = queue.take(); chunk != END; chunk = queue.take()) {
                process(chunk);
                queued.decrementAndGet();
            }
        } catch (InterruptedException e) {
            failure = e;
            discarding = true;
            Thread.currentThread().interrupt();
        } finally {
            ended.countDown();
        }
    }

    private void process(Chunk chunk) {
        try {
            if (failure == null && !discarding) {
                sink.accept(chunk.bytes());
            }
        } catch (Throwable e) {
            failure = e;
        } finally {
            chunk.release();
        }
    }
}
