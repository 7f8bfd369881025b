// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.transfer;

import io.ingot.fetch.internal.part.PartialImage;
import io.ingot.fetch.internal.segment.SegmentQueue;
import io.ingot.fetch.internal.source.ResolvedSource;
import io.ingot.image.ImageReference;

/**
 * What all workers of one attempt work on. Safe for concurrent use.
 *
 * @param transfer of which this is an attempt
 * @param source where the bytes are read
 * @param image what they are added to
 * @param size of the image; {@link Long#MAX_VALUE} if only the end of the bytes will tell
 * @param segments what is missing, and who fetches what of it
 */
record SegmentJob(TransferJob transfer, ResolvedSource source, PartialImage image, long size, SegmentQueue segments) {
    /** Whose bytes they are. */
    ImageReference reference() {
        return source.reference();
    }
}
