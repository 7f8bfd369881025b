// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.transfer;

import io.ingot.fetch.internal.segment.Segment;
import io.ingot.image.ImageException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a worker asks of the download that it works for, and reports to it. Safe for concurrent use. */
interface WorkerControl {
    /** The next segment of a worker that has finished one; absent if it is to leave. */
    Optional<Segment> next(SegmentWorker worker);

    /** Whether the worker is one too many. */
    boolean leaves(SegmentWorker worker);

    /** Bytes came that were missing. */
    void received(int bytes);

    /** Bytes that are there moved once more, to get at those behind them. */
    void receivedAgain(long bytes);

    /**
     * The origin sends other ranges than those asked for: one worker has to do.
     *
     * @return whether the worker that says so is the only one: then it does not matter which way the bytes come
     */
    boolean rangesFail();

    /** The bytes ended, and nothing says that they were all. */
    void endsUnproven();

    /** What the worker has found out holds for all: no other can help. */
    ImageException fails(ImageException e);

    /** The worker has left, and all that it received is in the image. */
    void left(SegmentWorker worker, @Nullable Throwable failure);
}
