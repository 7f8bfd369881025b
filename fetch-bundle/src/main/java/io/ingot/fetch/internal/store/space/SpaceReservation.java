// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.store.space;

/** Room that is kept for one transfer, against all others of this store, until it is closed. Safe for concurrent use. */
public interface SpaceReservation extends AutoCloseable {
    /** Keeps nothing. */
    SpaceReservation NONE = new SpaceReservation() {
        @Override
        public void written(long bytes) {}

        @Override
        public void close() {}
    };

    /**
     * Says how many of the reserved bytes have been written, so that they are not counted twice: once as promised and
     * once as missing on the disk. Cheap; a smaller number than before changes nothing.
     */
    void written(long bytes);

    /** Gives back what is left. Never throws. */
    @Override
    void close();
}
