// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.transfer;

import io.ingot.fetch.internal.segment.Segment;
import io.ingot.image.ImageException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The download, as its workers see it. Safe for concurrent use. */
interface WorkerControl {
    /** Returns the next segment for a worker; empty if it should end. */
    Optional<Segment> next(SegmentWorker worker);

    /** Whether there are more workers than needed, and this one should end. */
    boolean shouldLeave(SegmentWorker worker);

    /**
     * Records that missing bytes arrived.
     *
     * @param waitedNanos how long the worker waited for them
     * @param workedNanos how long this machine then worked on them
     */
    void addReceived(int bytes, long waitedNanos, long workedNanos);

    /** Records that bytes which had arrived before were transferred again, to reach those after them. */
    void addReceivedAgain(long bytes);

    /**
     * Records that the origin ignores ranges, so that only one connection can be used.
     *
     * @return whether the reporting worker is the only one, and may continue
     */
    boolean reportRangesUnsupported();

    /** Records that the bytes ended without proof that they are complete. */
    void reportUnprovenEnd();

    /** Fails the whole download; returns the failure. */
    ImageException failAll(ImageException e);

    /** Records that a worker has ended; all bytes that it received are in the image. */
    void workerLeft(SegmentWorker worker, @Nullable Throwable failure);
}
