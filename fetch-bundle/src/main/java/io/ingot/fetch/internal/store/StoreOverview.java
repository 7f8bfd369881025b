// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.store;

import io.ingot.fetch.internal.store.evict.Inventory;
import io.ingot.fetch.internal.store.evict.StoredItem;
import io.ingot.fetch.internal.store.record.ReferenceIndex;
import io.ingot.fetch.internal.store.record.StoreRecords;
import io.ingot.image.store.StoredImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is held, for people. */
final class StoreOverview {
    private final Inventory inventory;
    private final StoreRecords records;

    StoreOverview(Inventory inventory, StoreRecords records) {
        this.inventory = inventory;
        this.records = records;
    }

    /** All of it, the least recently used first. */
    List<StoredImage> list() throws IOException {
        ReferenceIndex namings = new ReferenceIndex(records);
        List<StoredImage> images = new ArrayList<>();
        for (StoredItem item : inventory.items()) {
            images.add(inventory.image(item, namings));
        }
        return images;
    }

    /** One content. */
    Optional<StoredImage> image(String sha256) throws IOException {
        Optional<StoredItem> item = inventory.item(sha256);
        return item.isEmpty()
                ? Optional.empty()
                : Optional.of(inventory.image(item.get(), new ReferenceIndex(records)));
    }
}
