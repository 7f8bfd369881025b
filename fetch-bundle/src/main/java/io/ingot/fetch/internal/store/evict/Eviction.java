// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.store.evict;

import io.ingot.fetch.internal.store.content.ContentFiles;
import io.ingot.fetch.internal.store.evict.OrphanSweeper.Swept;
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
 * Drops what was not used for long, the least recently used first; never what a node, a lease or somebody at work uses.
 * What cannot be deleted is passed over.
 */
public final class Eviction {
    private static final Logger LOG = LoggerFactory.getLogger(Eviction.class);

    private final Inventory inventory;
    private final StoreRecords records;
    private final ContentFiles contents;
    private final OrphanSweeper orphans;
    private final StoreLocks locks;

    /** Of one folder. */
    public Eviction(StoreFolder store, Inventory inventory, ContentFiles contents) {
        this.inventory = inventory;
        this.records = store.records();
        this.contents = contents;
        this.orphans = new OrphanSweeper(store, contents);
        this.locks = store.locks();
    }

    /** Deletes what crashes left. */
    public OrphanSweeper orphans() {
        return orphans;
    }

    /**
     * Drops contents that were not used since a moment, then more, and what transfers left on which nobody works, until no
     * more bytes are stored than allowed: first what alone is more than that, then the least recently used.
     *
     * @param unusedSince the moment; contents without a use after it go
     * @param maxBytes the bytes allowed, those of transfers under way included
     * @param namings what names them
     */
    public Dropped limit(Instant unusedSince, long maxBytes, ReferenceIndex namings, Call call) throws IOException {
        long parts = orphans.bytesOfTransfers();
        if (parts <= maxBytes && inventory.within(unusedSince, maxBytes - parts)) {
            return Dropped.NOTHING;
        }
        List<StoredItem> items = inventory.items();
        long total =
                parts + items.stream().mapToLong(item -> item.state().size()).sum();
        Dropped dropped = Dropped.NOTHING;
        for (Evictable each : evictables(items, maxBytes)) {
            call.check();
            boolean due = each.lastUsedBefore(unusedSince) || total > maxBytes;
            Dropped more = due ? drop(each, namings, call) : Dropped.NOTHING;
            total -= more.bytes();
            dropped = dropped.and(more);
        }
        if (total > maxBytes) {
            LOG.info("the store holds {} bytes, {} are allowed: the rest is in use", total, maxBytes);
        }
        return dropped;
    }

    private List<Evictable> evictables(List<StoredItem> items, long maxBytes) throws IOException {
        List<Evictable> all = new ArrayList<>();
        items.forEach(item -> all.add(new Evictable.Content(item)));
        orphans.idle().forEach(idle -> all.add(new Evictable.Leftover(idle)));
        all.sort(Comparator.comparing((Evictable each) -> each.size() <= maxBytes)
                .thenComparing(Evictable::lastUsed));
        return all;
    }

    private Dropped drop(Evictable evictable, ReferenceIndex namings, Call call) throws IOException {
        if (evictable instanceof Evictable.Leftover leftover) {
            return new Dropped(List.of(), orphans.drop(leftover.idle()));
        }
        StoredItem item = ((Evictable.Content) evictable).item();
        return drop(item, namings, call) ? new Dropped(List.of(item), Swept.NOTHING) : Dropped.NOTHING;
    }

    /**
     * Drops contents and parts of dead transfers, the oldest first, as long as room is wanted; nothing if all of them
     * would not make so much room.
     *
     * @param missing the bytes that are wanted
     */
    public void makeRoom(long missing, Wanted wanted, Call call) throws IOException {
        ReferenceIndex namings = new ReferenceIndex(records);
        List<StoredItem> unused =
                inventory.items().stream().filter(item -> !item.inUse()).toList();
        List<Evictable> oldestFirst = evictables(unused, Long.MAX_VALUE);
        if (oldestFirst.stream().mapToLong(Evictable::size).sum() < missing) {
            return;
        }
        for (Evictable evictable : oldestFirst) {
            call.check();
            if (!wanted.still()) {
                return;
            }
            drop(evictable, namings, call);
        }
    }

    /** The bytes that are held and in use. */
    public long inUse() throws IOException {
        return inventory.items().stream()
                .filter(StoredItem::inUse)
                .mapToLong(item -> item.state().size())
                .sum();
    }

    private boolean drop(StoredItem item, ReferenceIndex namings, Call call) throws IOException {
        if (item.inUse()) {
            return false;
        }
        try (HeldLock hold = locks.tryContent(item.sha256()).orElse(null)) {
            if (hold == null) {
                return false;
            }
            Optional<StoredItem> now = inventory.item(item.sha256());
            if (now.isEmpty() || now.get().inUse() || now.get().lastUsed().isAfter(item.lastUsed())) {
                return false;
            }
            contents.drop(item.sha256(), namings, call);
            LOG.info(
                    "evicted {}, {} bytes, last used at {}",
                    item.sha256(),
                    item.state().size(),
                    item.lastUsed());
            return true;
        } catch (IOException e) {
            call.check();
            LOG.warn("{} could not be evicted: {}", item.sha256(), e.toString());
            return false;
        }
    }

    /** Whether more room is wanted still. */
    @FunctionalInterface
    public interface Wanted {
        /** Looks anew. */
        boolean still() throws IOException;
    }

    /**
     * What went.
     *
     * @param contents the contents
     * @param leftovers what transfers had left
     */
    public record Dropped(List<StoredItem> contents, Swept leftovers) {
        private static final Dropped NOTHING = new Dropped(List.of(), Swept.NOTHING);

        /** Copies the list. */
        public Dropped {
            contents = List.copyOf(contents);
        }

        /** All their bytes. */
        public long bytes() {
            return leftovers.bytes()
                    + contents.stream().mapToLong(item -> item.state().size()).sum();
        }

        private Dropped and(Dropped more) {
            List<StoredItem> all = new ArrayList<>(contents);
            all.addAll(more.contents);
            return new Dropped(all, leftovers.and(more.leftovers));
        }
    }
}
