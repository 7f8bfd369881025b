// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.store;

import io.ingot.fetch.internal.store.content.ContentFiles;
import io.ingot.fetch.internal.store.disk.StoreLayout;
import io.ingot.fetch.internal.store.evict.Inventory;
import io.ingot.fetch.internal.store.evict.StoredItem;
import io.ingot.fetch.internal.store.lock.HeldLock;
import io.ingot.fetch.internal.store.record.ReferenceIndex;
import io.ingot.fetch.internal.store.record.StoreFolder;
import io.ingot.image.Call;
import io.ingot.image.store.StoreVerification;
import io.ingot.image.store.StoreVerification.Damage;
import io.ingot.image.store.StoredImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Verifies a store: reads every image and every record. */
final class StoreVerifier {
    private final StoreFolder folder;
    private final Inventory inventory;
    private final ContentFiles files;

    StoreVerifier(StoreFolder folder, Inventory inventory, ContentFiles files) {
        this.folder = folder;
        this.inventory = inventory;
        this.files = files;
    }

    StoreVerification run(Call call) throws IOException {
        List<StoredImage> intact = new ArrayList<>();
        List<Damage> damages = new ArrayList<>();
        ReferenceIndex index = new ReferenceIndex(folder.records());
        for (String sha256 : inventory.sha256s()) {
            call.check();
            try (HeldLock content = folder.locks().content(sha256, call)) {
                Optional<String> damage = files.verify(sha256, call);
                damage.ifPresent(reason -> damages.add(new Damage(sha256, reason)));
                if (damage.isEmpty()) {
                    Optional<StoredItem> item = inventory.item(sha256);
                    if (item.isPresent()) {
                        intact.add(inventory.image(item.get(), index));
                    }
                }
            }
        }
        verifyReferences(damages, call);
        return new StoreVerification(intact, damages);
    }

    /** Reports and deletes reference records that cannot be read. They count as absent anyway. */
    private void verifyReferences(List<Damage> damages, Call call) throws IOException {
        for (String name : folder.disk().names(folder.layout().references())) {
            Optional<String> key = StoreLayout.keyOfRecord(name);
            if (key.isPresent()) {
                call.check();
                verifyReference(key.get(), damages, call);
            }
        }
    }

    private void verifyReference(String key, List<Damage> damages, Call call) throws IOException {
        try (HeldLock reference = folder.locks().reference(key, call)) {
            Path file = folder.layout().reference(key);
            if (folder.disk().state(file).isPresent()
                    && folder.records().reference(key).isEmpty()) {
                damages.add(new Damage(String.valueOf(file.getFileName()), "not a valid reference record"));
                if (folder.isWritable()) {
                    folder.disk().delete(file);
                }
            }
        }
    }
}
