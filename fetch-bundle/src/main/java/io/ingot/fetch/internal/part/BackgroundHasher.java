// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.part;

import io.ingot.fetch.internal.buffer.BufferBudget;
import io.ingot.fetch.internal.buffer.LocalFailure;
import io.ingot.fetch.internal.buffer.Pipeline;
import io.ingot.image.Call;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * Hashes an image in order behind those who write it in any order, from the file, which the system still has in memory. On
 * its way it checks what an earlier process left, before it goes into the digests. Runs on a thread of its own; has the turn
 * of the {@link Hashing}.
 */
public final class BackgroundHasher {
    private static final long PATIENCE_MILLIS = 50;

    private final PartialImage assembly;
    private final long size;
    private final Consumer<Range> damaged;
    private final Call call;
    private volatile boolean leaving;

    /**
     * A follower that has not begun.
     *
     * @param size of the image
     * @param damaged told of what is missing after all, to be fetched again
     */
    public BackgroundHasher(PartialImage assembly, long size, Consumer<Range> damaged, Call call) {
        this.assembly = assembly;
        this.size = size;
        this.damaged = damaged;
        this.call = call;
    }

    /** Has it leave, with what it has hashed so far. */
    public void stop() {
        leaving = true;
    }

    /**
     * Follows to the end of the image.
     *
     * @throws ImageException if the call ends first
     * @throws LocalFailure if the file cannot be read
     */
    public void run(BufferBudget buffers, Executor threads) throws ImageException, LocalFailure {
        Hashing hashing = assembly.hashing();
        boolean settled = false;
        try (Pipeline pipeline = new Pipeline(hashing.sinks(), buffers, threads)) {
            long position = hashing.position();
            while (position < size && !leaving) {
                position += step(position, pipeline);
            }
            pipeline.finish();
            hashing.release(position);
            settled = true;
        } finally {
            if (!settled) {
                hashing.reset();
            }
        }
    }

    /** Hashes some of what is there. */
    private int step(long position, Pipeline pipeline) throws ImageException, LocalFailure {
        call.check();
        if (await(position) == position) {
            return 0;
        }
        Optional<Range> broken = check(position);
        if (broken.isPresent()) {
            damaged.accept(broken.get());
            return 0;
        }
        long end = Math.min(
                assembly.presentEnd(position),
                Units.range(Units.of(position), size).to());
        byte[] buffer = pipeline.buffer(call, () -> {});
        int length = (int) Math.min(buffer.length, end - position);
        read(position, buffer, length);
        pipeline.put(buffer, length);
        return length;
    }

    private long await(long position) throws ImageException {
        try {
            return assembly.awaitBeyond(position, PATIENCE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ImageException(ErrorCode.CANCELLED, "the thread that hashes was interrupted");
        }
    }

    private Optional<Range> check(long position) throws LocalFailure {
        try {
            return assembly.check(position, size);
        } catch (ImageException e) {
            throw new LocalFailure(e);
        }
    }

    private void read(long position, byte[] buffer, int length) throws LocalFailure {
        try {
            assembly.part().read(position, buffer, 0, length);
        } catch (ImageException e) {
            throw new LocalFailure(e);
        }
    }
}
