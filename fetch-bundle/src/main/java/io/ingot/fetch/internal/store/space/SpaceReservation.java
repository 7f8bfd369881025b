// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.store.space;

/** Space that is reserved for one transfer in a store, until this is closed. Safe for concurrent use. */
public interface SpaceReservation extends AutoCloseable {
    /** Reserves nothing. */
    SpaceReservation NONE = new SpaceReservation() {
        @Override
        public void written(long bytes) {}

        @Override
        public void close() {}
    };

    /**
     * Reports how many of the reserved bytes have been written, so that they do not count both as reserved and as used.
     * Cheap; a smaller number than before has no effect.
     */
    void written(long bytes);

    /** Ends the reservation. Never throws. */
    @Override
    void close();
}
