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

/** Drops images that no reference names any more. */
final class UnreferencedContents {
    private static final Logger LOG = LoggerFactory.getLogger(UnreferencedContents.class);

    private final StoreFolder folder;
    private final Inventory inventory;
    private final ContentFiles files;

    UnreferencedContents(StoreFolder folder, Inventory inventory, ContentFiles files) {
        this.folder = folder;
        this.inventory = inventory;
        this.files = files;
    }

    /** Drops those candidates that no reference names and nothing uses. An image that cannot be dropped now stays. */
    void dropUnused(Set<String> candidates, Call call) {
        for (String sha256 : candidates) {
            try (HeldLock content = folder.locks().content(sha256, call)) {
                if (inventory.item(sha256).filter(StoredItem::inUse).isEmpty()) {
                    dropIfUnreferenced(sha256, call);
                }
            } catch (IOException e) {
                LOG.info("image {} has no reference, but could not be dropped: {}", sha256, e.toString());
            }
        }
    }

    /** Drops an image that no reference names, even if a node or a lease uses it. */
    void drop(String sha256, Call call) throws IOException {
        try (HeldLock content = folder.locks().content(sha256, call)) {
            dropIfUnreferenced(sha256, call);
        }
    }

    private void dropIfUnreferenced(String sha256, Call call) throws IOException {
        ReferenceIndex index = new ReferenceIndex(folder.records());
        if (index.of(sha256).stream().allMatch(ReferenceSummary::vouched)) {
            files.drop(sha256, index, call);
        }
    }
}
