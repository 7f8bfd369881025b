// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.store;

import io.ingot.fetch.internal.store.content.PlacedOwnership;
import io.ingot.fetch.internal.store.disk.StoreDisk;
import io.ingot.fetch.internal.store.place.PlacementTerms;
import java.util.OptionalInt;

/** The current rules of a store; replaceable while it is open. Safe for concurrent use. */
final class CurrentRules {
    private final StoreDisk disk;
    private final OptionalInt self;
    private volatile Snapshot current;

    /** @param self the uid of this process, if it is known */
    CurrentRules(StoreRules rules, StoreDisk disk, OptionalInt self) {
        this.disk = disk;
        this.self = self;
        this.current = snapshot(rules);
    }

    /** Replaces the rules. */
    void replace(StoreRules rules) {
        current = snapshot(rules);
    }

    StoreRules get() {
        return current.rules();
    }

    PlacedOwnership ownership() {
        return current.ownership();
    }

    /** @param durable see {@link PlacementTerms#durable} */
    PlacementTerms terms(boolean durable) {
        Snapshot now = current;
        return new PlacementTerms(now.rules().placements(), now.ownership(), durable);
    }

    private Snapshot snapshot(StoreRules rules) {
        return new Snapshot(rules, new PlacedOwnership(disk, rules.mode(), rules.owner(), rules.group(), self));
    }

    private record Snapshot(StoreRules rules, PlacedOwnership ownership) {}
}
