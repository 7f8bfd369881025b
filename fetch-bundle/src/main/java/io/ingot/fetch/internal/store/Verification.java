// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.store;

import io.ingot.fetch.internal.store.content.Contents;
import io.ingot.fetch.internal.store.disk.Disk;
import io.ingot.fetch.internal.store.disk.Folder;
import io.ingot.fetch.internal.store.evict.Inventory;
import io.ingot.fetch.internal.store.evict.Item;
import io.ingot.fetch.internal.store.lock.Hold;
import io.ingot.fetch.internal.store.lock.Locks;
import io.ingot.fetch.internal.store.record.Namings;
import io.ingot.fetch.internal.store.record.Records;
import io.ingot.image.Call;
import io.ingot.image.store.HeldImage;
import io.ingot.image.store.StoreVerification;
import io.ingot.image.store.StoreVerification.Damage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads everything that is held, and every record. */
final class Verification {
    private final Folder folder;
    private final Disk disk;
    private final Locks locks;
    private final Inventory inventory;
    private final Records records;
    private final Contents contents;
    private final boolean writable;

    Verification(
            Folder folder,
            Disk disk,
            Locks locks,
            Inventory inventory,
            Records records,
            Contents contents,
            boolean writable) {
        this.folder = folder;
        this.disk = disk;
        this.locks = locks;
        this.inventory = inventory;
        this.records = records;
        this.contents = contents;
        this.writable = writable;
    }

    StoreVerification run(Call call) throws IOException {
        List<HeldImage> sound = new ArrayList<>();
        List<Damage> damages = new ArrayList<>();
        Namings namings = new Namings(records);
        for (String sha256 : inventory.named()) {
            call.check();
            try (Hold content = locks.content(sha256, call)) {
                Optional<String> damage = contents.verify(sha256, call);
                damage.ifPresent(why -> damages.add(new Damage(sha256, why)));
                if (damage.isEmpty()) {
                    Optional<Item> item = inventory.item(sha256);
                    if (item.isPresent()) {
                        sound.add(inventory.image(item.get(), namings));
                    }
                }
            }
        }
        records(damages, call);
        return StoreVerification.of(sound, damages);
    }

    /** Records that cannot be read: they count as absent anyway. */
    private void records(List<Damage> damages, Call call) throws IOException {
        for (String name : disk.names(folder.references())) {
            Optional<String> key = Folder.keyOfRecord(name);
            if (key.isPresent()) {
                call.check();
                reference(key.get(), damages, call);
            }
        }
    }

    private void reference(String key, List<Damage> damages, Call call) throws IOException {
        try (Hold reference = locks.reference(key, call)) {
            Path file = folder.reference(key);
            if (disk.state(file).isPresent() && records.reference(key).isEmpty()) {
                damages.add(new Damage(String.valueOf(file.getFileName()), "it is no record of a reference"));
                if (writable) {
                    disk.delete(file);
                }
            }
        }
    }
}
