// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.destination;

import io.ingot.image.Checksum;
import io.ingot.image.ImageException;
import io.ingot.image.ImageInfo;
import java.util.List;

/**
 * The target of a transfer: receives the bytes of one image, and publishes it at its destination. Used by one thread at
 * a time; several threads may write to the {@link Part parts}.
 *
 * <p>All failures are local: LOCAL_IO or INSUFFICIENT_SPACE.
 */
public interface Target extends AutoCloseable {
    /** Returns the part for the image itself, always the same one. It may hold bytes of an earlier attempt. */
    Part part() throws ImageException;

    /**
     * Returns the part for the other form of a body with a content coding, always the same one: initially empty,
     * without a journal.
     */
    Part spare() throws ImageException;

    /**
     * Reserves space for this transfer until {@link #close}. A further call replaces the reservation.
     *
     * @param bytes the bytes still to be written
     * @throws ImageException INSUFFICIENT_SPACE if there is not enough space
     */
    void reserve(long bytes) throws ImageException;

    /**
     * Publishes a complete and verified part at the destination, durably and in one step.
     *
     * @param complete one of the parts of this target
     * @param digests the digests of the part, SHA-256 among them
     * @param info what the image service knows of the requested reference
     */
    void publish(Part complete, List<Checksum> digests, ImageInfo info) throws ImageException;

    /** Deletes all files that were not published and that a later attempt cannot resume. */
    @Override
    void close();
}
