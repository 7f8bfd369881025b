// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.store;

import io.ingot.fetch.internal.store.content.PlacedOwnership;
import io.ingot.fetch.internal.store.disk.StoreDisk;
import io.ingot.fetch.internal.store.place.PlacementTerms;
import java.util.OptionalInt;

/** The rules that the store follows now. Safe for concurrent use. */
final class CurrentRules {
    private final StoreDisk disk;
    private final OptionalInt self;
    private volatile InForce now;

    /** @param self the number of the user who runs this process, if it is known */
    CurrentRules(StoreRules rules, StoreDisk disk, OptionalInt self) {
        this.disk = disk;
        this.self = self;
        this.now = inForce(rules);
    }

    /** Follows other rules from now on. */
    void replace(StoreRules rules) {
        now = inForce(rules);
    }

    StoreRules get() {
        return now.rules();
    }

    PlacedOwnership ownership() {
        return now.ownership();
    }

    /** @param landing whether the placement ends a transfer */
    PlacementTerms terms(boolean landing) {
        InForce current = now;
        return new PlacementTerms(current.rules().placements(), current.ownership(), landing);
    }

    private InForce inForce(StoreRules rules) {
        return new InForce(rules, new PlacedOwnership(disk, rules.mode(), rules.owner(), rules.group(), self));
    }

    private record InForce(StoreRules rules, PlacedOwnership ownership) {}
}
