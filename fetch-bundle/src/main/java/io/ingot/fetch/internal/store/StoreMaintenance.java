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

/** Lists, verifies, removes, evicts and sweeps what a store holds. See {@link Store} for errors and threads. */
public final class StoreMaintenance {
    private final StoreFolder folder;
    private final CurrentRules rules;
    private final Inventory inventory;
    private final ContentFiles files;
    private final OrphanSweeper orphans;
    private final Eviction eviction;
    private final UnreferencedContents unreferenced;

    StoreMaintenance(
            StoreFolder folder, CurrentRules rules, Inventory inventory, ContentFiles files, Eviction eviction) {
        this.folder = folder;
        this.rules = rules;
        this.inventory = inventory;
        this.files = files;
        this.orphans = eviction.orphans();
        this.eviction = eviction;
        this.unreferenced = new UnreferencedContents(folder, inventory, files);
    }

    /** See {@link ImageStore#list}. */
    public List<StoredImage> list() throws ImageException {
        try {
            return inventory.images(new ReferenceIndex(folder.records()));
        } catch (IOException e) {
            throw folder.readFailed(e);
        }
    }

    /** See {@link ImageStore#verify}. A read-only store keeps damaged images. */
    public StoreVerification verify(Call call) throws ImageException {
        try {
            return new StoreVerifier(folder, inventory, files).run(call);
        } catch (IOException e) {
            throw folder.readFailed(e);
        }
    }

    /** See {@link ImageStore#clean}. Reads each reference record at most once. */
    public StoreCleanup clean() throws ImageException {
        folder.requireWritable();
        StoreRules now = rules.get();
        Instant time = folder.clock().instant();
        ReferenceIndex index = new ReferenceIndex(folder.records());
        try (Call call = Call.start()) {
            OrphanSweeper.SweepResult swept = orphans.sweep(time, index, call);
            Eviction.EvictionResult evicted = eviction.limit(now.unusedSince(time), now.byteLimit(), index, call);
            List<StoredImage> dropped = new ArrayList<>();
            for (StoredItem item : evicted.contents()) {
                dropped.add(inventory.image(item, index));
            }
            int deleted = swept.files() + evicted.leftovers().files();
            return new StoreCleanup(dropped, deleted, swept.bytes() + evicted.bytes());
        } catch (IOException e) {
            throw folder.writeFailed(e);
        }
    }

    /**
     * Drops images beyond the operator's limits of size and age. Reads no record if the sizes and times of the files
     * show that the limits are met; otherwise it reads each reference record at most once.
     *
     * @return how many images were dropped
     */
    public int enforceLimits() throws ImageException {
        folder.requireWritable();
        StoreRules now = rules.get();
        Instant unusedSince = now.unusedSince(folder.clock().instant());
        try (Call call = Call.start()) {
            return eviction.limit(unusedSince, now.byteLimit(), new ReferenceIndex(folder.records()), call)
                    .contents()
                    .size();
        } catch (IOException e) {
            throw folder.writeFailed(e);
        }
    }

    /** See {@link ImageStore#remove(String)}. */
    public StoredImage remove(String sha256, Call call) throws ImageException {
        folder.requireWritable();
        String digest = sha256.toLowerCase(Locale.ROOT);
        if (!StoreLayout.isKey(digest)) {
            throw notFound("image '" + digest + "'");
        }
        try (HeldLock content = folder.locks().content(digest, call)) {
            ReferenceIndex index = new ReferenceIndex(folder.records());
            StoredImage image = inventory.image(digest, index).orElseThrow(() -> notFound("image " + digest));
            files.drop(digest, index, call);
            return image;
        } catch (IOException e) {
            throw folder.writeFailed(e);
        }
    }

    /** See {@link ImageStore#remove(ImageReference)}. */
    public StoredImage remove(ImageReference reference, Call call) throws ImageException {
        folder.requireWritable();
        String mark = ContentNames.referenceMark(reference);
        try {
            ReferenceIndex index = new ReferenceIndex(folder.records());
            List<ReferenceSummary> known =
                    index.all().stream().filter(one -> one.mark().equals(mark)).toList();
            List<StoredImage> images = new ArrayList<>();
            for (ReferenceSummary one : known) {
                if (!one.vouched()) {
                    inventory.image(one.sha256(), index).ifPresent(images::add);
                }
            }
            for (ReferenceSummary one : known) {
                files.forget(one, call);
                unreferenced.drop(one.sha256(), call);
            }
            return images.stream().findFirst().orElseThrow(() -> notFound("an image for " + reference));
        } catch (IOException e) {
            throw folder.writeFailed(e);
        }
    }

    /**
     * Deletes files that crashes left: those with names of the store and no running owner.
     *
     * @return how many files were deleted
     */
    public int sweep() throws ImageException {
        folder.requireWritable();
        try (Call call = Call.start()) {
            return orphans.sweep(folder.clock().instant(), new ReferenceIndex(folder.records()), call)
                    .files();
        } catch (IOException e) {
            throw folder.writeFailed(e);
        }
    }

    private ImageException notFound(String what) {
        return new ImageException(
                ErrorCode.NOT_FOUND,
                "the store " + folder.layout().root() + " does not hold " + what
                        + "; 'ingot store list' shows what it holds");
    }
}
