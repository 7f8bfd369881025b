// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.store;

import io.ingot.fetch.internal.store.evict.Eviction;
import io.ingot.fetch.internal.store.evict.Inventory;
import io.ingot.fetch.internal.store.evict.Item;
import io.ingot.fetch.internal.store.evict.Wreckage;
import io.ingot.fetch.internal.store.record.Namings;
import io.ingot.fetch.internal.store.record.Records;
import io.ingot.image.Call;
import io.ingot.image.store.HeldImage;
import io.ingot.image.store.StoreCleaning;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Sweeps the store, and brings it back within the operator's limits; reads each record of a reference at most once. */
final class Cleaning {
    private final Inventory inventory;
    private final Records records;
    private final Eviction eviction;
    private final Wreckage wreckage;

    Cleaning(Inventory inventory, Records records, Eviction eviction, Wreckage wreckage) {
        this.inventory = inventory;
        this.records = records;
        this.eviction = eviction;
        this.wreckage = wreckage;
    }

    StoreCleaning run(Instant unusedSince, long maxBytes, Clock clock, Call call) throws IOException {
        Namings namings = new Namings(records);
        Wreckage.Swept swept = wreckage.sweep(clock.instant(), namings, call);
        Eviction.Dropped gone = eviction.limit(unusedSince, maxBytes, namings, call);
        List<HeldImage> dropped = new ArrayList<>();
        for (Item item : gone.contents()) {
            dropped.add(inventory.image(item, namings));
        }
        int files = swept.files() + gone.leftovers().files();
        return StoreCleaning.of(dropped, files, swept.bytes() + gone.bytes());
    }
}
