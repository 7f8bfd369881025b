// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.buffer;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/** One sink, fed by a thread of its own. After a failure it swallows the rest, so that nobody waits for it. */
final class Stage implements Runnable {
    private static final Chunk END = new Chunk(new byte[0], 0, 1, buffer -> {});

    private final Sink sink;
    private final BlockingQueue<Chunk> queue = new LinkedBlockingQueue<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile @Nullable Throwable failure;
    private volatile boolean abandoned;

    Stage(Sink sink) {
        this.sink = sink;
    }

    /** Never blocks: the pipeline's ring bounds what can be queued. */
    void put(Chunk chunk) {
        queue.add(chunk);
    }

    void end() {
        queue.add(END);
    }

    void abandon() {
        abandoned = true;
    }

    /** Whatever went wrong: an exception of the sink, or an error such as a lack of memory. */
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
                swallow(chunk);
            }
        } catch (InterruptedException e) {
            failure = e;
            abandoned = true;
            Thread.currentThread().interrupt();
        } finally {
            ended.countDown();
        }
    }

    private void swallow(Chunk chunk) {
        try {
            if (failure == null && !abandoned) {
                sink.accept(chunk.bytes(), chunk.length());
            }
        } catch (Throwable e) {
            failure = e;
        } finally {
            chunk.release();
        }
    }
}
