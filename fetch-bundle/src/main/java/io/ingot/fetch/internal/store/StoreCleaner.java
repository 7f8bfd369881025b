// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.store;

import io.ingot.fetch.internal.store.evict.Eviction;
import io.ingot.fetch.internal.store.evict.Inventory;
import io.ingot.fetch.internal.store.evict.OrphanSweeper;
import io.ingot.fetch.internal.store.evict.StoredItem;
import io.ingot.fetch.internal.store.record.ReferenceIndex;
import io.ingot.fetch.internal.store.record.StoreRecords;
import io.ingot.image.Call;
import io.ingot.image.store.StoreCleanup;
import io.ingot.image.store.StoredImage;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Sweeps the store, and brings it back within the operator's limits; reads each record of a reference at most once. */
final class StoreCleaner {
    private final Inventory inventory;
    private final StoreRecords records;
    private final Eviction eviction;
    private final OrphanSweeper wreckage;

    StoreCleaner(Inventory inventory, StoreRecords records, Eviction eviction, OrphanSweeper wreckage) {
        this.inventory = inventory;
        this.records = records;
        this.eviction = eviction;
        this.wreckage = wreckage;
    }

    StoreCleanup run(Instant unusedSince, long maxBytes, Clock clock, Call call) throws IOException {
        ReferenceIndex namings = new ReferenceIndex(records);
        OrphanSweeper.Swept swept = wreckage.sweep(clock.instant(), namings, call);
        Eviction.Dropped gone = eviction.limit(unusedSince, maxBytes, namings, call);
        List<StoredImage> dropped = new ArrayList<>();
        for (StoredItem item : gone.contents()) {
            dropped.add(inventory.image(item, namings));
        }
        int files = swept.files() + gone.leftovers().files();
        return new StoreCleanup(dropped, files, swept.bytes() + gone.bytes());
    }
}
