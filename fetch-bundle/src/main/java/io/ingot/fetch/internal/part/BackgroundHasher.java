// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.part;

import io.ingot.fetch.internal.buffer.LocalFailure;
import io.ingot.fetch.internal.buffer.Pipeline;
import io.ingot.fetch.internal.buffer.Pipelines;
import io.ingot.image.Call;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Hashes an image in order while other threads write it in any order. Reads from the file, which the page cache still
 * holds. Checks the units that an earlier process left before they enter the digests. Runs on its own thread, and holds
 * the claim of the {@link Hashing}.
 */
public final class BackgroundHasher {
    private static final long WAIT_MILLIS = 50;

    private final PartialImage image;
    private final long size;
    private final Consumer<Range> damaged;
    private final Call call;
    private volatile boolean stopping;

    /**
     * Creates a hasher that has not started.
     *
     * @param image the image that other threads write
     * @param size the size of the image
     * @param damaged accepts each damaged range, which must be fetched again
     * @param call ends the hashing
     */
    public BackgroundHasher(PartialImage image, long size, Consumer<Range> damaged, Call call) {
        this.image = image;
        this.size = size;
        this.damaged = damaged;
        this.call = call;
    }

    /** Stops hashing; the bytes hashed so far stay in the digests. */
    public void stop() {
        stopping = true;
    }

    /**
     * Hashes to the end of the image.
     *
     * @throws ImageException if the call ends first
     * @throws LocalFailure if the file cannot be read
     */
    public void run(Pipelines pipelines) throws ImageException, LocalFailure {
        Hashing hashing = image.hashing();
        boolean released = false;
        try (Pipeline pipeline = pipelines.open(hashing.sinks())) {
            long position = hashing.position();
            while (position < size && !stopping) {
                position += step(position, pipeline);
            }
            pipeline.finish();
            hashing.release(position);
            released = true;
        } finally {
            if (!released) {
                hashing.reset();
            }
        }
    }

    /** Hashes some of the present bytes; returns how many. */
    private int step(long position, Pipeline pipeline) throws ImageException, LocalFailure {
        call.check();
        if (await(position) == position) {
            return 0;
        }
        ByteBuffer buffer = pipeline.buffer(call, () -> {});
        Optional<Range> bad = check(position, buffer);
        if (bad.isPresent()) {
            damaged.accept(bad.get());
            return 0;
        }
        long end = Math.min(
                image.presentEnd(position),
                Units.range(Units.of(position), size).to());
        int length = (int) Math.min(buffer.capacity(), end - position);
        read(position, buffer.clear().limit(length));
        pipeline.put(length);
        return length;
    }

    private long await(long position) throws ImageException {
        try {
            return image.awaitBeyond(position, WAIT_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ImageException(ErrorCode.CANCELLED, "hashing was interrupted");
        }
    }

    private Optional<Range> check(long position, ByteBuffer scratch) throws LocalFailure {
        try {
            return image.check(position, size, scratch);
        } catch (ImageException e) {
            throw new LocalFailure(e);
        }
    }

    private void read(long position, ByteBuffer buffer) throws LocalFailure {
        try {
            image.part().read(position, buffer);
        } catch (ImageException e) {
            throw new LocalFailure(e);
        }
    }
}
