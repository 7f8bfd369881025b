// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.store.evict;

import io.ingot.fetch.internal.store.content.ContentFiles;
import io.ingot.fetch.internal.store.evict.OrphanSweeper.SweepResult;
import io.ingot.fetch.internal.store.lock.HeldLock;
import io.ingot.fetch.internal.store.lock.StoreLocks;
import io.ingot.fetch.internal.store.record.ReferenceIndex;
import io.ingot.fetch.internal.store.record.StoreFolder;
import io.ingot.fetch.internal.store.record.StoreRecords;
import io.ingot.image.Call;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Drops images and interrupted transfers, the least recently used first; never an image that a node, a lease or a
 * running operation uses. Files that cannot be deleted are skipped.
 */
public final class Eviction {
    private static final Logger LOG = LoggerFactory.getLogger(Eviction.class);

    private final Inventory inventory;
    private final StoreRecords records;
    private final ContentFiles files;
    private final OrphanSweeper orphans;
    private final StoreLocks locks;

    /** Works on the given folder. */
    public Eviction(StoreFolder store, Inventory inventory, ContentFiles files) {
        this.inventory = inventory;
        this.records = store.records();
        this.files = files;
        this.orphans = new OrphanSweeper(store, files);
        this.locks = store.locks();
    }

    /** Returns the sweeper of files that crashes left. */
    public OrphanSweeper orphans() {
        return orphans;
    }

    /**
     * Enforces the limits of age and size. Drops images that were not used for too long; then further images and files
     * of interrupted transfers until the limit of size is met: first any that alone exceed it, then the least recently
     * used.
     *
     * @param unusedSince images that were last used before this time are dropped
     * @param maxBytes the largest total size, including the files of running transfers
     * @param index the references of the images
     */
    public EvictionResult limit(Instant unusedSince, long maxBytes, ReferenceIndex index, Call call)
            throws IOException {
        long parts = orphans.bytesOfTransfers();
        if (parts <= maxBytes && inventory.isWithin(unusedSince, maxBytes - parts)) {
            return EvictionResult.NOTHING;
        }
        List<StoredItem> items = inventory.items();
        long total =
                parts + items.stream().mapToLong(item -> item.state().size()).sum();
        EvictionResult dropped = EvictionResult.NOTHING;
        for (Evictable each : evictables(items, maxBytes)) {
            call.check();
            boolean due = each.lastUsedBefore(unusedSince) || total > maxBytes;
            EvictionResult more = due ? drop(each, index, call) : EvictionResult.NOTHING;
            total -= more.bytes();
            dropped = dropped.and(more);
        }
        if (total > maxBytes) {
            LOG.info("the store has {} bytes, which exceeds storeMaxBytes ({}): the rest is in use", total, maxBytes);
        }
        return dropped;
    }

    private List<Evictable> evictables(List<StoredItem> items, long maxBytes) throws IOException {
        List<Evictable> all = new ArrayList<>();
        items.forEach(item -> all.add(new Evictable.Content(item)));
        orphans.idleTransfers().forEach(idle -> all.add(new Evictable.Leftover(idle)));
        all.sort(Comparator.comparing((Evictable each) -> each.size() <= maxBytes)
                .thenComparing(Evictable::lastUsed));
        return all;
    }

    private EvictionResult drop(Evictable evictable, ReferenceIndex index, Call call) throws IOException {
        if (evictable instanceof Evictable.Leftover leftover) {
            return new EvictionResult(List.of(), orphans.drop(leftover.idle()));
        }
        StoredItem item = ((Evictable.Content) evictable).item();
        return drop(item, index, call)
                ? new EvictionResult(List.of(item), SweepResult.NOTHING)
                : EvictionResult.NOTHING;
    }

    /**
     * Drops unused images and files of interrupted transfers, the least recently used first, until no more space is
     * needed. Drops nothing if all of them together would not free enough.
     *
     * @param missing the bytes to free
     */
    public void makeSpace(long missing, SpaceNeed need, Call call) throws IOException {
        ReferenceIndex index = new ReferenceIndex(records);
        List<StoredItem> unused =
                inventory.items().stream().filter(item -> !item.inUse()).toList();
        List<Evictable> oldestFirst = evictables(unused, Long.MAX_VALUE);
        if (oldestFirst.stream().mapToLong(Evictable::size).sum() < missing) {
            return;
        }
        for (Evictable evictable : oldestFirst) {
            call.check();
            if (!need.remains()) {
                return;
            }
            drop(evictable, index, call);
        }
    }

    /** Returns the bytes of images that nodes or leases use. */
    public long bytesInUse() throws IOException {
        return inventory.items().stream()
                .filter(StoredItem::inUse)
                .mapToLong(item -> item.state().size())
                .sum();
    }

    private boolean drop(StoredItem item, ReferenceIndex index, Call call) throws IOException {
        if (item.inUse()) {
            return false;
        }
        try (HeldLock lock = locks.tryContent(item.sha256()).orElse(null)) {
            if (lock == null) {
                return false;
            }
            Optional<StoredItem> current = inventory.item(item.sha256());
            if (current.isEmpty()
                    || current.get().inUse()
                    || current.get().lastUsed().isAfter(item.lastUsed())) {
                return false;
            }
            files.drop(item.sha256(), index, call);
            LOG.info(
                    "evicted image {}, {} bytes, last used at {}",
                    item.sha256(),
                    item.state().size(),
                    item.lastUsed());
            return true;
        } catch (IOException e) {
            call.check();
            LOG.warn("image {} could not be evicted: {}", item.sha256(), e.toString());
            return false;
        }
    }

    /** A need of free space. */
    @FunctionalInterface
    public interface SpaceNeed {
        /** Returns whether more space is needed still. */
        boolean remains() throws IOException;
    }

    /**
     * What an eviction dropped.
     *
     * @param contents the images
     * @param leftovers the files of interrupted transfers
     */
    public record EvictionResult(List<StoredItem> contents, SweepResult leftovers) {
        private static final EvictionResult NOTHING = new EvictionResult(List.of(), SweepResult.NOTHING);

        /** Copies the list. */
        public EvictionResult {
            contents = List.copyOf(contents);
        }

        /** Returns the freed bytes. */
        public long bytes() {
            return leftovers.bytes()
                    + contents.stream().mapToLong(item -> item.state().size()).sum();
        }

        private EvictionResult and(EvictionResult more) {
            List<StoredItem> all = new ArrayList<>(contents);
            all.addAll(more.contents);
            return new EvictionResult(all, leftovers.and(more.leftovers));
        }
    }
}
