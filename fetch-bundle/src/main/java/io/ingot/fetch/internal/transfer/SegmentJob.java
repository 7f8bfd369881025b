// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.transfer;

import io.ingot.fetch.internal.part.PartialImage;
import io.ingot.fetch.internal.segment.SegmentQueue;
import io.ingot.fetch.internal.source.ResolvedSource;
import io.ingot.image.ImageReference;

/**
 * The input that all workers of one attempt share. Safe for concurrent use.
 *
 * @param transfer the transfer to which the attempt belongs
 * @param source provides the bytes
 * @param image receives the bytes
 * @param size of the image; {@link Long#MAX_VALUE} if only the end of the bytes will tell
 * @param segments the missing segments, and their assignment to workers
 */
record SegmentJob(TransferJob transfer, ResolvedSource source, PartialImage image, long size, SegmentQueue segments) {
    /** Returns the reference from which the bytes are read. */
    ImageReference reference() {
        return source.reference();
    }
}
