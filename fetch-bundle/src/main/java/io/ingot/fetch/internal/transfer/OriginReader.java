// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.transfer;

import io.ingot.image.ImageException;
import io.ingot.image.ImageReference;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads a stream of the origin. One that breaks has still brought what came before: so its failure is kept until somebody
 * asks for it. Used by one thread.
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

    /** Reads until so many bytes are there; fewer only at the end, or where the stream broke. */
    int fill(byte[] buffer, int most) throws ImageException {
        int length = 0;
        while (length < most && !over()) {
            length += Math.max(0, some(buffer, length, most - length));
        }
        return length;
    }

    /** Reads what is there, at least one byte; -1 at the end, or where the stream broke. */
    int some(byte[] buffer, int from, int most) throws ImageException {
        while (!over()) {
            checkCall();
            int count = read(buffer, from, most);
            if (count > 0) {
                job.meter().received(count);
                job.context().traffic().received(count);
                job.throttle().pass(reference, count, watch.call(), watch::alive);
                return count;
            }
        }
        return -1;
    }

    void checkCall() throws ImageException {
        watch.call().check();
    }

    /** Whether nothing more will come. */
    boolean over() {
        return ended || failure != null;
    }

    /** Why the stream broke, if it did. */
    Optional<IOException> failure() {
        return Optional.ofNullable(failure);
    }

    private int read(byte[] buffer, int from, int most) {
        int count = 0;
        watch.reads();
        code.enter();
        try {
            count = stream.read(buffer, from, most);
            ended = count < 0;
            return count;
        } catch (IOException e) {
            failure = e;
            return 0;
        } finally {
            code.leave();
            watch.came(Math.max(0, count));
        }
    }
}
