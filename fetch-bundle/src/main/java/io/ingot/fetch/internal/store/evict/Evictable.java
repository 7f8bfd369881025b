// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.store.evict;

import java.time.Instant;

/** An image or a part that may be dropped from the store to free space. */
sealed interface Evictable {
    /** Returns when it was last used, or written to. */
    Instant lastUsed();

    /** Returns the size in bytes. */
    long size();

    /** Returns whether it is to be dropped for its age alone. */
    boolean lastUsedBefore(Instant moment);

    /** A stored image. */
    record Content(StoredItem item) implements Evictable {
        @Override
        public Instant lastUsed() {
            return item.lastUsed();
        }

        @Override
        public long size() {
            return item.state().size();
        }

        @Override
        public boolean lastUsedBefore(Instant moment) {
            return lastUsed().isBefore(moment);
        }
    }

    /** The files of a transfer that is not running. The sweep decides on their age. */
    record Leftover(OrphanSweeper.IdleTransfer idle) implements Evictable {
        @Override
        public Instant lastUsed() {
            return idle.lastUsed();
        }

        @Override
        public long size() {
            return idle.size();
        }

        @Override
        public boolean lastUsedBefore(Instant moment) {
            return false;
        }
    }
}
