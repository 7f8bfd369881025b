// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.store.space;

import io.ingot.fetch.internal.store.disk.Scratch;
import io.ingot.fetch.internal.store.disk.StoreDisk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A reservation whose unwritten bytes are recorded in a file, which is updated from time to time. */
final class RecordedReservation implements SpaceReservation {
    private static final Logger LOG = LoggerFactory.getLogger(RecordedReservation.class);
    private static final long MIN_STEP_BYTES = 16L << 20;
    private static final int STEPS = 32;

    private final Path file;
    private final long bytes;
    private final StoreDisk disk;
    private final Scratch scratch;
    private long recorded;
    private boolean closed;

    RecordedReservation(Path file, long bytes, StoreDisk disk, Scratch scratch) {
        this.file = file;
        this.bytes = bytes;
        this.disk = disk;
        this.scratch = scratch;
        this.recorded = bytes;
    }

    void record(long outstanding) throws IOException {
        scratch.replace(file, Long.toString(outstanding).getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public synchronized void written(long soFar) {
        long outstanding = Math.max(0, bytes - soFar);
        if (closed || recorded - outstanding < Math.max(MIN_STEP_BYTES, bytes / STEPS)) {
            return;
        }
        try {
            record(outstanding);
            recorded = outstanding;
        } catch (IOException e) {
            LOG.debug("{} could not be updated and reserves too much: {}", file, e.toString());
        }
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            disk.delete(file);
        } catch (IOException e) {
            LOG.debug("{} could not be deleted and stays until the next sweep: {}", file, e.toString());
        }
    }
}
