// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.transfer;

import io.ingot.image.ImageException;
import io.ingot.image.ImageReference;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads a stream from the origin. A failure is kept until it is asked for, since the bytes before it are valid. Not
 * safe for concurrent use.
 */
final class OriginReader {
    private final TransferJob job;
    private final ImageReference reference;
    private final InputStream stream;
    private final Watchdog.Watch watch;
    private final ServiceCode code;
    private @Nullable IOException failure;
    private boolean ended;

    OriginReader(
            TransferJob job, ImageReference reference, InputStream stream, Watchdog.Watch watch, ServiceCode code) {
        this.job = job;
        this.reference = reference;
        this.stream = stream;
        this.watch = watch;
        this.code = code;
    }

    /** Reads a number of bytes; fewer only at the end, or if the stream failed. */
    int fill(byte[] buffer, int max) throws ImageException {
        int length = 0;
        while (length < max && !isEnded()) {
            length += Math.max(0, readSome(buffer, length, max - length));
        }
        return length;
    }

    /** Reads the bytes that are available, at least one; returns -1 at the end, or if the stream failed. */
    int readSome(byte[] buffer, int from, int max) throws ImageException {
        while (!isEnded()) {
            checkCall();
            int count = read(buffer, from, max);
            if (count > 0) {
                job.meter().received(count);
                job.context().traffic().received(count);
                job.throttle().await(reference, count, watch.call(), watch::keepAlive);
                return count;
            }
        }
        return -1;
    }

    void checkCall() throws ImageException {
        watch.call().check();
    }

    /** Whether the stream has ended or failed. */
    boolean isEnded() {
        return ended || failure != null;
    }

    /** Returns why the stream failed, if it did. */
    Optional<IOException> failure() {
        return Optional.ofNullable(failure);
    }

    private int read(byte[] buffer, int from, int max) {
        int count = 0;
        watch.readStarted();
        code.enter();
        try {
            count = stream.read(buffer, from, max);
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
