// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.store;

import io.ingot.fetch.internal.store.evict.Inventory;
import io.ingot.fetch.internal.store.evict.Item;
import io.ingot.fetch.internal.store.record.Namings;
import io.ingot.fetch.internal.store.record.Records;
import io.ingot.image.store.HeldImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is held, for people. */
final class Overview {
    private final Inventory inventory;
    private final Records records;

    Overview(Inventory inventory, Records records) {
        this.inventory = inventory;
        this.records = records;
    }

    /** All of it, the least recently used first. */
    List<HeldImage> list() throws IOException {
        Namings namings = new Namings(records);
        List<HeldImage> images = new ArrayList<>();
        for (Item item : inventory.items()) {
            images.add(inventory.image(item, namings));
        }
        return images;
    }

    /** One content. */
    Optional<HeldImage> image(String sha256) throws IOException {
        Optional<Item> item = inventory.item(sha256);
        return item.isEmpty() ? Optional.empty() : Optional.of(inventory.image(item.get(), new Namings(records)));
    }
}
