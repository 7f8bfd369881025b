// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.store;

import io.ingot.fetch.internal.store.content.ContentFiles;
import io.ingot.fetch.internal.store.evict.Inventory;
import io.ingot.fetch.internal.store.evict.StoredItem;
import io.ingot.fetch.internal.store.lock.HeldLock;
import io.ingot.fetch.internal.store.record.ReferenceIndex;
import io.ingot.fetch.internal.store.record.ReferenceSummary;
import io.ingot.fetch.internal.store.record.StoreFolder;
import io.ingot.image.Call;
import java.io.IOException;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Drops contents that no reference names any more. */
final class UnnamedContents {
    private static final Logger LOG = LoggerFactory.getLogger(UnnamedContents.class);

    private final StoreFolder folder;
    private final Inventory inventory;
    private final ContentFiles contents;

    UnnamedContents(StoreFolder folder, Inventory inventory, ContentFiles contents) {
        this.folder = folder;
        this.inventory = inventory;
        this.contents = contents;
    }

    /** Drops those of these contents that no reference names and nothing uses. One that cannot be dropped now stays. */
    void dropUnused(Set<String> candidates, Call call) {
        for (String sha256 : candidates) {
            try (HeldLock content = folder.locks().content(sha256, call)) {
                if (inventory.item(sha256).filter(StoredItem::inUse).isEmpty()) {
                    dropIfUnnamed(sha256, call);
                }
            } catch (IOException e) {
                LOG.info("no reference names {}; it stays for now: {}", sha256, e.toString());
            }
        }
    }

    /** Drops a content that no reference names, even if a node or a lease uses it. */
    void drop(String sha256, Call call) throws IOException {
        try (HeldLock content = folder.locks().content(sha256, call)) {
            dropIfUnnamed(sha256, call);
        }
    }

    private void dropIfUnnamed(String sha256, Call call) throws IOException {
        ReferenceIndex namings = new ReferenceIndex(folder.records());
        if (namings.of(sha256).stream().allMatch(ReferenceSummary::vouched)) {
            contents.drop(sha256, namings, call);
        }
    }
}
