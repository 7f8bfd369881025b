// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.store;

import io.ingot.fetch.internal.store.content.ContentFiles;
import io.ingot.fetch.internal.store.disk.StoreLayout;
import io.ingot.fetch.internal.store.evict.Eviction;
import io.ingot.fetch.internal.store.evict.Inventory;
import io.ingot.fetch.internal.store.evict.OrphanSweeper;
import io.ingot.fetch.internal.store.evict.StoredItem;
import io.ingot.fetch.internal.store.lock.HeldLock;
import io.ingot.fetch.internal.store.record.ReferenceIndex;
import io.ingot.fetch.internal.store.record.ReferenceSummary;
import io.ingot.fetch.internal.store.record.StoreFolder;
import io.ingot.image.Call;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.ImageReference;
import io.ingot.image.store.ImageStore;
import io.ingot.image.store.StoreCleanup;
import io.ingot.image.store.StoreVerification;
import io.ingot.image.store.StoredImage;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Lists, verifies, cleans and sweeps a store, and removes images from it. See {@link Store} for errors and threads. */
public final class StoreMaintenance {
    private final StoreFolder folder;
    private final CurrentRules rules;
    private final Inventory inventory;
    private final ContentFiles contents;
    private final OrphanSweeper orphans;
    private final Eviction eviction;
    private final UnnamedContents unnamed;

    StoreMaintenance(
            StoreFolder folder, CurrentRules rules, Inventory inventory, ContentFiles contents, Eviction eviction) {
        this.folder = folder;
        this.rules = rules;
        this.inventory = inventory;
        this.contents = contents;
        this.orphans = eviction.orphans();
        this.eviction = eviction;
        this.unnamed = new UnnamedContents(folder, inventory, contents);
    }

    /** See {@link ImageStore#list}. */
    public List<StoredImage> list() throws ImageException {
        try {
            return inventory.images(new ReferenceIndex(folder.records()));
        } catch (IOException e) {
            throw folder.reading(e);
        }
    }

    /** See {@link ImageStore#verify}. A store that cannot be written keeps what is damaged. */
    public StoreVerification verify(Call call) throws ImageException {
        try {
            return new StoreVerifier(folder, inventory, contents).run(call);
        } catch (IOException e) {
            throw folder.reading(e);
        }
    }

    /** See {@link ImageStore#clean}. Reads each record of a reference at most once. */
    public StoreCleanup clean() throws ImageException {
        folder.requireWritable();
        StoreRules now = rules.get();
        Instant time = folder.clock().instant();
        ReferenceIndex namings = new ReferenceIndex(folder.records());
        try (Call call = Call.start()) {
            OrphanSweeper.Swept swept = orphans.sweep(time, namings, call);
            Eviction.Dropped gone = eviction.limit(now.unusedSince(time), now.mostBytes(), namings, call);
            List<StoredImage> dropped = new ArrayList<>();
            for (StoredItem item : gone.contents()) {
                dropped.add(inventory.image(item, namings));
            }
            int files = swept.files() + gone.leftovers().files();
            return new StoreCleanup(dropped, files, swept.bytes() + gone.bytes());
        } catch (IOException e) {
            throw folder.writing(e);
        }
    }

    /**
     * Drops contents beyond the operator's limits, and nothing else. Reads no record if the sizes and times of the files show
     * that all is within them; otherwise it reads each record of a reference at most once.
     *
     * @return how many contents were dropped
     */
    public int enforceLimits() throws ImageException {
        folder.requireWritable();
        StoreRules now = rules.get();
        Instant unusedSince = now.unusedSince(folder.clock().instant());
        try (Call call = Call.start()) {
            return eviction.limit(unusedSince, now.mostBytes(), new ReferenceIndex(folder.records()), call)
                    .contents()
                    .size();
        } catch (IOException e) {
            throw folder.writing(e);
        }
    }

    /** See {@link ImageStore#remove(String)}. */
    public StoredImage remove(String sha256, Call call) throws ImageException {
        folder.requireWritable();
        String digest = sha256.toLowerCase(Locale.ROOT);
        if (!StoreLayout.isKey(digest)) {
            throw notHeld("a content '" + digest + "'");
        }
        try (HeldLock content = folder.locks().content(digest, call)) {
            ReferenceIndex namings = new ReferenceIndex(folder.records());
            StoredImage image = inventory.image(digest, namings).orElseThrow(() -> notHeld("a content " + digest));
            contents.drop(digest, namings, call);
            return image;
        } catch (IOException e) {
            throw folder.writing(e);
        }
    }

    /** See {@link ImageStore#remove(ImageReference)}. */
    public StoredImage remove(ImageReference reference, Call call) throws ImageException {
        folder.requireWritable();
        String mark = ContentNames.referenceMark(reference);
        try {
            ReferenceIndex namings = new ReferenceIndex(folder.records());
            List<ReferenceSummary> known = namings.all().stream()
                    .filter(one -> one.mark().equals(mark))
                    .toList();
            List<StoredImage> images = new ArrayList<>();
            for (ReferenceSummary one : known) {
                if (!one.vouched()) {
                    inventory.image(one.sha256(), namings).ifPresent(images::add);
                }
            }
            for (ReferenceSummary one : known) {
                contents.forget(one, call);
                unnamed.drop(one.sha256(), call);
            }
            return images.stream().findFirst().orElseThrow(() -> notHeld("anything for " + reference));
        } catch (IOException e) {
            throw folder.writing(e);
        }
    }

    /**
     * Deletes files that crashes left: those of the store's naming that provably have no living owner.
     *
     * @return how many files were deleted
     */
    public int sweep() throws ImageException {
        folder.requireWritable();
        try (Call call = Call.start()) {
            return orphans.sweep(folder.clock().instant(), new ReferenceIndex(folder.records()), call)
                    .files();
        } catch (IOException e) {
            throw folder.writing(e);
        }
    }

    private ImageException notHeld(String what) {
        return new ImageException(
                ErrorCode.NOT_FOUND, "the store " + folder.layout().root() + " does not hold " + what);
    }
}
