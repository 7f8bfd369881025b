// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.transfer;

import io.ingot.image.ImageException;
import io.ingot.image.ImageReference;
import io.ingot.image.spi.Body;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads a body from the origin, through its channel if it has one. A failure is kept until it is asked for, since the
 * bytes before it are valid. Not safe for concurrent use.
 */
final class OriginReader {
    /** Fewer bytes are not worth the system calls that write them. */
    private static final int ENOUGH_BYTES = 256 * 1024;

    private static final int COPY_BYTES = 64 * 1024;

    private final TransferJob job;
    private final ImageReference reference;
    private final Body body;
    private final Watchdog.Watch watch;
    private final ServiceCode code;
    private byte @Nullable [] copied; // between a stream and a buffer
    private @Nullable IOException failure;
    private boolean ended;

    OriginReader(TransferJob job, ImageReference reference, Body body, Watchdog.Watch watch, ServiceCode code) {
        this.job = job;
        this.reference = reference;
        this.body = body;
        this.watch = watch;
        this.code = code;
    }

    /**
     * Reads into the remaining space of a buffer: what is available, and at least 256 KiB or all that fits; fewer bytes
     * only at the end, or if the body failed.
     *
     * @return the number of bytes
     */
    int fill(ByteBuffer buffer) throws ImageException {
        int start = buffer.position();
        int enough = Math.min(buffer.limit(), start + ENOUGH_BYTES);
        while (buffer.position() < enough && !isEnded()) {
            readSome(() -> read(buffer));
        }
        return buffer.position() - start;
    }

    /** Reads the bytes that are available, at least one; returns -1 at the end, or if the body failed. */
    int readSome(byte[] bytes, int from, int max) throws ImageException {
        return readSome(() -> body.bytes().read(bytes, from, max));
    }

    /** Reads once; returns the number of bytes, or -1 at the end. */
    @FunctionalInterface
    private interface Read {
        int run() throws IOException;
    }

    private int readSome(Read read) throws ImageException {
        while (!isEnded()) {
            checkCall();
            int count = inService(read);
            if (count > 0) {
                job.meter().received(count);
                job.context().traffic().received(count);
                job.throttle().await(reference, count, watch.call(), watch::keepAlive);
                return count;
            }
        }
        return -1;
    }

    private int read(ByteBuffer buffer) throws IOException {
        Optional<ReadableByteChannel> channel = body.channel();
        if (channel.isPresent()) {
            return channel.get().read(buffer);
        }
        byte[] bytes = copied == null ? new byte[COPY_BYTES] : copied;
        copied = bytes;
        int count = body.bytes().read(bytes, 0, Math.min(bytes.length, buffer.remaining()));
        buffer.put(bytes, 0, Math.max(0, count));
        return count;
    }

    void checkCall() throws ImageException {
        watch.call().check();
    }

    /** Whether the body has ended or failed. */
    boolean isEnded() {
        return ended || failure != null;
    }

    /** Returns why the body failed, if it did. */
    Optional<IOException> failure() {
        return Optional.ofNullable(failure);
    }

    private int inService(Read read) {
        int count = 0;
        watch.readStarted();
        code.enter();
        try {
            count = read.run();
            ended = count < 0;
            return count;
        } catch (IOException e) {
            failure = e;
            return 0;
        } finally {
            code.leave();
            watch.readEnded(Math.max(0, count));
        }
    }
}
