// SPDX-License-Identifier: Apache-2.0
package io.ingot.image.store;

import java.util.List;

/** What a cleaning of a store dropped. Immutable. */
public final class StoreCleanup {
    private final List<StoredImage> dropped;
    private final int leftovers;
    private final long freed;

    private StoreCleanup(List<StoredImage> dropped, int leftovers, long freed) {
        this.dropped = List.copyOf(dropped);
        this.leftovers = leftovers;
        this.freed = freed;
    }

    /** What was done. */
    public static StoreCleanup of(List<StoredImage> dropped, int leftovers, long freed) {
        return new StoreCleanup(dropped, leftovers, freed);
    }

    /** The images that went. */
    public List<StoredImage> dropped() {
        return dropped;
    }

    /** How many files of interrupted transfers went. */
    public int leftovers() {
        return leftovers;
    }

    /** The bytes that were freed in all. */
    public long freed() {
        return freed;
    }
}
