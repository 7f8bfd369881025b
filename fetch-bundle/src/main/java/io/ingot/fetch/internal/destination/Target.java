// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.destination;

import io.ingot.image.Checksum;
import io.ingot.image.ImageException;
import io.ingot.image.ImageInfo;
import java.util.List;

/**
 * Where the bytes of one image arrive, and how they become the image at its destination. Used by one thread at a time; the
 * {@link Part parts} may be written to by several.
 *
 * <p>All failures are of this machine: LOCAL_IO or INSUFFICIENT_SPACE.
 */
public interface Target extends AutoCloseable {
    /** The part for the image itself, always the same one. It may hold what an earlier attempt left. */
    Part part() throws ImageException;

    /** A part for the other form of a body in a content coding, always the same one: empty at first, never journaled. */
    Part spare() throws ImageException;

    /**
     * Asks for room, which is kept for this transfer until {@link #close}. A further call takes the place of the one
     * before: it is told how many bytes are still to come.
     *
     * @param bytes that are still to be written
     * @throws ImageException INSUFFICIENT_SPACE if there is no such room
     */
    void reserve(long bytes) throws ImageException;

    /**
     * Makes the image of a part: durable, and in one step. It is whole, has its length, and every checksum that was wanted.
     *
     * @param whole one of this landing's parts
     * @param digests those that were computed of it, SHA-256 among them
     * @param info what is known of the reference that was asked for
     */
    void publish(Part whole, List<Checksum> digests, ImageInfo info) throws ImageException;

    /** Leaves nothing but what has landed, and what a later attempt can go on from. */
    @Override
    void close();
}
