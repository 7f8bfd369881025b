// SPDX-License-Identifier: Apache-2.0
package io.ingot.image.store;

import java.util.List;

/** What a cleaning of a store dropped. Immutable. */
public final class StoreCleaning {
    private final List<HeldImage> dropped;
    private final int leftovers;
    private final long freed;

    private StoreCleaning(List<HeldImage> dropped, int leftovers, long freed) {
        this.dropped = List.copyOf(dropped);
        this.leftovers = leftovers;
        this.freed = freed;
    }

    /** What was done. */
    public static StoreCleaning of(List<HeldImage> dropped, int leftovers, long freed) {
        return new StoreCleaning(dropped, leftovers, freed);
    }

    /** The images that went. */
    public List<HeldImage> dropped() {
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
