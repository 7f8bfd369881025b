// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.store.evict;

import io.ingot.fetch.internal.store.content.Contents;
import io.ingot.fetch.internal.store.lock.Hold;
import io.ingot.fetch.internal.store.lock.Locks;
import io.ingot.fetch.internal.store.record.Namings;
import io.ingot.fetch.internal.store.record.Records;
import io.ingot.image.Call;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Drops what was not used for long, the least recently used first; never what a node, a lease or somebody at work uses.
 * What cannot be deleted is passed over.
 */
public final class Eviction {
    private static final Logger LOG = LoggerFactory.getLogger(Eviction.class);

    private final Inventory inventory;
    private final Records records;
    private final Contents contents;
    private final Wreckage wreckage;
    private final Locks locks;

    /** Of one folder. */
    public Eviction(Inventory inventory, Records records, Contents contents, Wreckage wreckage, Locks locks) {
        this.inventory = inventory;
        this.records = records;
        this.contents = contents;
        this.wreckage = wreckage;
        this.locks = locks;
    }

    /**
     * Drops contents that were not used since a moment, then more until no more bytes are held than allowed: first what
     * alone is more than that.
     *
     * @param unusedSince the moment; contents without a use after it go
     * @param maxBytes the bytes allowed
     * @param namings what names them
     * @return what went
     */
    public List<Item> limit(Instant unusedSince, long maxBytes, Namings namings, Call call) throws IOException {
        if (inventory.within(unusedSince, maxBytes)) {
            return List.of();
        }
        List<Item> items = inventory.items();
        List<Item> gone = new ArrayList<>();
        long total = items.stream().mapToLong(item -> item.state().size()).sum();
        items.sort(Comparator.comparing(item -> item.state().size() <= maxBytes));
        for (Item item : items) {
            call.check();
            boolean old = item.lastUsed().isBefore(unusedSince);
            if ((old || total > maxBytes) && drop(item, namings, call)) {
                total -= item.state().size();
                gone.add(item);
            }
        }
        if (total > maxBytes) {
            LOG.info("the store holds {} bytes, {} are allowed: the rest is in use", total, maxBytes);
        }
        return gone;
    }

    /**
     * Drops contents and parts of dead transfers, the oldest first, as long as room is wanted; nothing if all of them
     * would not make so much room.
     *
     * @param missing the bytes that are wanted
     */
    public void makeRoom(long missing, Wanted wanted, Call call) throws IOException {
        Namings namings = new Namings(records);
        Stream<Candidate> images = inventory.items().stream()
                .filter(item -> !item.inUse())
                .map(item -> new Candidate(item.lastUsed(), item.state().size(), () -> drop(item, namings, call)));
        Stream<Candidate> parts = wreckage.idle().stream()
                .map(idle -> new Candidate(
                        idle.lastUsed(), idle.size(), () -> wreckage.drop(idle).files() > 0));
        List<Candidate> oldestFirst = Stream.concat(images, parts)
                .sorted(Comparator.comparing(Candidate::lastUsed))
                .toList();
        if (oldestFirst.stream().mapToLong(Candidate::size).sum() < missing) {
            return;
        }
        for (Candidate candidate : oldestFirst) {
            call.check();
            if (!wanted.still()) {
                return;
            }
            candidate.drop().run();
        }
    }

    /** The bytes that are held and in use. */
    public long inUse() throws IOException {
        return inventory.items().stream()
                .filter(Item::inUse)
                .mapToLong(item -> item.state().size())
                .sum();
    }

    private boolean drop(Item item, Namings namings, Call call) throws IOException {
        if (item.inUse()) {
            return false;
        }
        try (Hold hold = locks.tryContent(item.sha256()).orElse(null)) {
            if (hold == null) {
                return false;
            }
            Optional<Item> now = inventory.item(item.sha256());
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

    private record Candidate(Instant lastUsed, long size, Dropping drop) {}

    @FunctionalInterface
    private interface Dropping {
        boolean run() throws IOException;
    }
}
