// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.store.evict;

import io.ingot.common.file.FileState;
import io.ingot.fetch.internal.store.disk.StoreDisk;
import io.ingot.fetch.internal.store.disk.StoreLayout;
import io.ingot.fetch.internal.store.record.ContentRecord;
import io.ingot.fetch.internal.store.record.FileFingerprint;
import io.ingot.fetch.internal.store.record.ReferenceIndex;
import io.ingot.fetch.internal.store.record.ReferenceSummary;
import io.ingot.fetch.internal.store.record.StoreFolder;
import io.ingot.fetch.internal.store.record.StoreRecords;
import io.ingot.image.Checksum;
import io.ingot.image.store.StoredImage;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The current contents of a store. Reads records, and no image. */
public final class Inventory {
    private final StoreLayout layout;
    private final StoreDisk disk;
    private final StoreRecords records;

    /** Lists the given folder. */
    public Inventory(StoreFolder store) {
        this.layout = store.layout();
        this.disk = store.disk();
        this.records = store.records();
    }

    /** Returns the SHA-256 of every image file, with or without a record. */
    public List<String> sha256s() throws IOException {
        return disk.names(layout.images()).stream().filter(StoreLayout::isKey).toList();
    }

    /** Returns all images that have a record, the least recently used first. */
    public List<StoredItem> items() throws IOException {
        Leases leases = Leases.of(layout, disk);
        List<StoredItem> items = new ArrayList<>();
        for (String sha256 : sha256s()) {
            item(sha256, leases).ifPresent(items::add);
        }
        items.sort(Comparator.comparing(StoredItem::lastUsed).thenComparing(StoredItem::sha256));
        return items;
    }

    /**
     * Returns whether the limits are met, judged by sizes and times of files. Reads a record only if the time of the
     * last use of an image is not known.
     *
     * @param unusedSince the time after which every image must have been used
     * @param maxBytes the largest total size
     */
    public boolean isWithin(Instant unusedSince, long maxBytes) throws IOException {
        long total = 0;
        for (String sha256 : sha256s()) {
            total += disk.state(layout.image(sha256)).map(FileState::size).orElse(0L);
            if (total > maxBytes || (unusedSince.isAfter(Instant.MIN) && isUnusedSince(sha256, unusedSince))) {
                return false;
            }
        }
        return true;
    }

    /** Returns an image; absent if it is not in the store. */
    public Optional<StoredItem> item(String sha256) throws IOException {
        return item(sha256, Leases.of(layout, disk));
    }

    /** Returns the record of an image; absent if the image is not in the store. Lists no folder. */
    public Optional<ContentRecord> entry(String sha256) throws IOException {
        return disk.state(layout.image(sha256)).isPresent() ? records.entry(sha256) : Optional.empty();
    }

    /** Returns all known digests of an image. */
    public List<Checksum> digests(ContentRecord entry) throws IOException {
        List<Checksum> digests = new ArrayList<>(entry.digests());
        records.fingerprint(entry.sha256()).map(FileFingerprint::digests).orElse(List.of()).stream()
                .filter(digest -> !digests.contains(digest))
                .forEach(digests::add);
        return digests;
    }

    /** Returns all images with their references, the least recently used first. */
    public List<StoredImage> images(ReferenceIndex index) throws IOException {
        List<StoredImage> images = new ArrayList<>();
        for (StoredItem item : items()) {
            images.add(image(item, index));
        }
        return images;
    }

    /** Returns an image with its references; absent if it is not in the store. */
    public Optional<StoredImage> image(String sha256, ReferenceIndex index) throws IOException {
        Optional<StoredItem> item = item(sha256);
        return item.isEmpty() ? Optional.empty() : Optional.of(image(item.get(), index));
    }

    /** Returns an image with its references. */
    public StoredImage image(StoredItem item, ReferenceIndex index) throws IOException {
        return StoredImage.builder(item.sha256(), layout.image(item.sha256()))
                .size(item.state().size())
                .digests(digests(item.entry()))
                .references(displayReferences(index.of(item.sha256())))
                .added(item.entry().added())
                .lastUsed(item.lastUsed())
                .inUse(item.inUse())
                .build();
    }

    private boolean isUnusedSince(String sha256, Instant since) throws IOException {
        Optional<Instant> used = records.lastUsed(sha256);
        return (used.isPresent() ? used : records.entry(sha256).map(ContentRecord::added))
                .filter(last -> last.isBefore(since))
                .isPresent();
    }

    private Optional<StoredItem> item(String sha256, Leases leases) throws IOException {
        Optional<FileState> state = disk.state(layout.image(sha256));
        Optional<ContentRecord> entry = records.entry(sha256);
        if (state.isEmpty() || entry.isEmpty()) {
            return Optional.empty();
        }
        Instant lastUsed = records.lastUsed(sha256).orElse(entry.get().added());
        return Optional.of(new StoredItem(entry.get(), state.get(), lastUsed, leases.contains(sha256)));
    }

    private static List<String> displayReferences(List<ReferenceSummary> references) {
        return references.stream()
                .filter(reference -> !reference.vouched())
                .map(ReferenceSummary::displayReference)
                .distinct()
                .sorted()
                .toList();
    }
}
