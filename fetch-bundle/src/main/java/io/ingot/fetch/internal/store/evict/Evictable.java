// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.store.evict;

import java.time.Instant;

/** Something that may be dropped from the store to save room. */
sealed interface Evictable {
    /** When it was used last, or written to. */
    Instant lastUsed();

    /** Its bytes. */
    long size();

    /** Whether it is to go for its age alone. */
    boolean lastUsedBefore(Instant moment);

    /** A content. */
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

    /** What a transfer left; its age is the business of the sweep. */
    record Leftover(OrphanSweeper.Idle idle) implements Evictable {
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
