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

/** Reads everything that is held, and every record. */
final class StoreVerifier {
    private final StoreFolder folder;
    private final Inventory inventory;
    private final ContentFiles contents;

    StoreVerifier(StoreFolder folder, Inventory inventory, ContentFiles contents) {
        this.folder = folder;
        this.inventory = inventory;
        this.contents = contents;
    }

    StoreVerification run(Call call) throws IOException {
        List<StoredImage> sound = new ArrayList<>();
        List<Damage> damages = new ArrayList<>();
        ReferenceIndex namings = new ReferenceIndex(folder.records());
        for (String sha256 : inventory.named()) {
            call.check();
            try (HeldLock content = folder.locks().content(sha256, call)) {
                Optional<String> damage = contents.verify(sha256, call);
                damage.ifPresent(why -> damages.add(new Damage(sha256, why)));
                if (damage.isEmpty()) {
                    Optional<StoredItem> item = inventory.item(sha256);
                    if (item.isPresent()) {
                        sound.add(inventory.image(item.get(), namings));
                    }
                }
            }
        }
        records(damages, call);
        return new StoreVerification(sound, damages);
    }

    /** Records that cannot be read: they count as absent anyway. */
    private void records(List<Damage> damages, Call call) throws IOException {
        for (String name : folder.disk().names(folder.layout().references())) {
            Optional<String> key = StoreLayout.keyOfRecord(name);
            if (key.isPresent()) {
                call.check();
                reference(key.get(), damages, call);
            }
        }
    }

    private void reference(String key, List<Damage> damages, Call call) throws IOException {
        try (HeldLock reference = folder.locks().reference(key, call)) {
            Path file = folder.layout().reference(key);
            if (folder.disk().state(file).isPresent()
                    && folder.records().reference(key).isEmpty()) {
                damages.add(new Damage(String.valueOf(file.getFileName()), "it is no record of a reference"));
                if (folder.writable()) {
                    folder.disk().delete(file);
                }
            }
        }
    }
}
