// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.buffer;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/** A sink with its own thread. After a failure it discards further buffers, so that the reader does not block. */
final class Stage implements Runnable {
    private static final Chunk END = new Chunk(new byte[0], 0, 1, buffer -> {});

    private final Sink sink;
    private final BlockingQueue<Chunk> queue = new LinkedBlockingQueue<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile @Nullable Throwable failure;
    private volatile boolean discarding;

    Stage(Sink sink) {
        this.sink = sink;
    }

    /** Queues a buffer. Never blocks: the ring of the pipeline bounds the queue. */
    void put(Chunk chunk) {
        queue.add(chunk);
    }

    void end() {
        queue.add(END);
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
                sink.accept(chunk.bytes(), chunk.length());
            }
        } catch (Throwable e) {
            failure = e;
        } finally {
            chunk.release();
        }
    }
}
