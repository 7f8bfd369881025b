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

/** What is held, at one moment. Reads records, and no content. */
public final class Inventory {
    private final StoreLayout folder;
    private final StoreDisk disk;
    private final StoreRecords records;

    /** Of one folder. */
    public Inventory(StoreFolder store) {
        this.folder = store.layout();
        this.disk = store.disk();
        this.records = store.records();
    }

    /** The digests that files in the folder of images are named after. */
    public List<String> named() throws IOException {
        return disk.names(folder.images()).stream().filter(StoreLayout::isKey).toList();
    }

    /** All contents of which an entry tells, the least recently used first. */
    public List<StoredItem> items() throws IOException {
        Leases leases = Leases.of(folder, disk);
        List<StoredItem> items = new ArrayList<>();
        for (String sha256 : named()) {
            item(sha256, leases).ifPresent(items::add);
        }
        items.sort(Comparator.comparing(StoredItem::lastUsed).thenComparing(StoredItem::sha256));
        return items;
    }

    /**
     * Whether everything is within limits, as far as sizes and times of files tell; a record is read only of a content
     * whose last use they do not tell.
     *
     * @param unusedSince the moment since when everything must have been used
     * @param maxBytes that all may have together
     */
    public boolean within(Instant unusedSince, long maxBytes) throws IOException {
        long total = 0;
        for (String sha256 : named()) {
            total += disk.state(folder.image(sha256)).map(FileState::size).orElse(0L);
            if (total > maxBytes || (unusedSince.isAfter(Instant.MIN) && unused(sha256, unusedSince))) {
                return false;
            }
        }
        return true;
    }

    /** One content. */
    public Optional<StoredItem> item(String sha256) throws IOException {
        return item(sha256, Leases.of(folder, disk));
    }

    /** What is known of one content, if it is held. Lists no folder. */
    public Optional<ContentRecord> entry(String sha256) throws IOException {
        return disk.state(folder.image(sha256)).isPresent() ? records.entry(sha256) : Optional.empty();
    }

    /** All digests of a content that were computed. */
    public List<Checksum> digests(ContentRecord entry) throws IOException {
        List<Checksum> digests = new ArrayList<>(entry.digests());
        records.witness(entry.sha256()).map(FileFingerprint::digests).orElse(List.of()).stream()
                .filter(digest -> !digests.contains(digest))
                .forEach(digests::add);
        return digests;
    }

    /** All contents for people, the least recently used first. */
    public List<StoredImage> images(ReferenceIndex namings) throws IOException {
        List<StoredImage> images = new ArrayList<>();
        for (StoredItem item : items()) {
            images.add(image(item, namings));
        }
        return images;
    }

    /** One content for people. */
    public Optional<StoredImage> image(String sha256, ReferenceIndex namings) throws IOException {
        Optional<StoredItem> item = item(sha256);
        return item.isEmpty() ? Optional.empty() : Optional.of(image(item.get(), namings));
    }

    /** A content for people. */
    public StoredImage image(StoredItem item, ReferenceIndex namings) throws IOException {
        return StoredImage.builder(item.sha256(), folder.image(item.sha256()))
                .size(item.state().size())
                .digests(digests(item.entry()))
                .references(shown(namings.of(item.sha256())))
                .added(item.entry().added())
                .lastUsed(item.lastUsed())
                .inUse(item.inUse())
                .build();
    }

    private boolean unused(String sha256, Instant since) throws IOException {
        Optional<Instant> used = records.lastUsed(sha256);
        return (used.isPresent() ? used : records.entry(sha256).map(ContentRecord::added))
                .filter(last -> last.isBefore(since))
                .isPresent();
    }

    private Optional<StoredItem> item(String sha256, Leases leases) throws IOException {
        Optional<FileState> state = disk.state(folder.image(sha256));
        Optional<ContentRecord> entry = records.entry(sha256);
        if (state.isEmpty() || entry.isEmpty()) {
            return Optional.empty();
        }
        Instant lastUsed = records.lastUsed(sha256).orElse(entry.get().added());
        return Optional.of(new StoredItem(entry.get(), state.get(), lastUsed, leases.keep(sha256)));
    }

    private static List<String> shown(List<ReferenceSummary> namings) {
        return namings.stream()
                .filter(naming -> !naming.vouched())
                .map(ReferenceSummary::shown)
                .distinct()
                .sorted()
                .toList();
    }
}
