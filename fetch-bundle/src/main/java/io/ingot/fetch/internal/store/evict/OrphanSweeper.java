// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.store.evict;

import io.ingot.common.file.FileState;
import io.ingot.fetch.internal.store.content.ContentFiles;
import io.ingot.fetch.internal.store.disk.Scratch;
import io.ingot.fetch.internal.store.disk.StoreDisk;
import io.ingot.fetch.internal.store.disk.StoreLayout;
import io.ingot.fetch.internal.store.lock.HeldLock;
import io.ingot.fetch.internal.store.lock.StoreLocks;
import io.ingot.fetch.internal.store.record.ReferenceIndex;
import io.ingot.fetch.internal.store.record.StoreFolder;
import io.ingot.fetch.internal.store.record.StoreRecords;
import io.ingot.image.Call;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What crashes left. Only files of our naming go, and only while the lock is held that their owner would hold. Where
 * locks do not reach other processes, nothing goes that one of them may have.
 */
public final class OrphanSweeper {
    private static final Logger LOG = LoggerFactory.getLogger(OrphanSweeper.class);
    private static final Duration LONG_AGO = Duration.ofDays(1);
    private static final Set<String> OF_TRANSFERS = Set.of("part", "journal", "private", "spare", "space");
    private static final int DIGITS = 64;

    private final StoreLayout folder;
    private final StoreDisk disk;
    private final StoreLocks locks;
    private final StoreRecords records;
    private final ContentFiles contents;

    /** Of one folder. */
    public OrphanSweeper(StoreFolder store, ContentFiles contents) {
        this.folder = store.layout();
        this.disk = store.disk();
        this.locks = store.locks();
        this.records = store.records();
        this.contents = contents;
    }

    /**
     * Deletes them.
     *
     * @param namings what names contents that may not be there
     * @return how many files went, and the bytes they had
     */
    public Swept sweep(Instant now, ReferenceIndex namings, Call call) throws IOException {
        if (!locks.amongProcesses()) {
            return Swept.NOTHING;
        }
        Swept swept = scratch();
        swept = swept.and(transfers(now));
        return swept.and(contents(namings, call));
    }

    /** The bytes of the files of all transfers, of those under way, too. */
    long bytesOfTransfers() throws IOException {
        long bytes = 0;
        for (List<String> files : transfers().values()) {
            for (String name : files) {
                bytes += size(folder.transfers().resolve(name));
            }
        }
        return bytes;
    }

    /** What transfers left on which nobody works; with the time of the last write. */
    List<Idle> idle() throws IOException {
        List<Idle> idle = new ArrayList<>();
        for (Map.Entry<String, List<String>> transfer : transfers().entrySet()) {
            try (HeldLock turn = locks.tryTurn(transfer.getKey()).orElse(null)) {
                if (turn != null) {
                    idle.add(idle(transfer.getKey(), transfer.getValue()));
                }
            }
        }
        return idle;
    }

    private Idle idle(String key, List<String> files) throws IOException {
        Instant lastUsed = Instant.MIN;
        long size = 0;
        for (String name : files) {
            Optional<FileState> state = disk.state(folder.transfers().resolve(name));
            if (state.isPresent()) {
                size += state.get().size();
                lastUsed =
                        state.get().modified().isAfter(lastUsed) ? state.get().modified() : lastUsed;
            }
        }
        return new Idle(key, files, lastUsed, size);
    }

    /** Deletes what a transfer left, if nobody has its turn. */
    Swept drop(Idle idle) throws IOException {
        Swept swept = Swept.NOTHING;
        try (HeldLock turn = locks.tryTurn(idle.key()).orElse(null)) {
            if (turn != null) {
                for (String name : idle.files()) {
                    swept = swept.and(delete(folder.transfers().resolve(name)));
                }
            }
        }
        return swept;
    }

    private Swept scratch() throws IOException {
        Swept swept = Swept.NOTHING;
        for (Path within :
                List.of(folder.root(), folder.entries(), folder.references(), folder.seen(), folder.transfers())) {
            for (String name : disk.names(within)) {
                Optional<String> writer = Scratch.writerOf(name);
                if (writer.isPresent()) {
                    swept = swept.and(scratch(within.resolve(name), writer.get()));
                }
            }
        }
        return swept;
    }

    private Swept scratch(Path file, String writer) throws IOException {
        try (HeldLock dead = locks.tryWriter(writer).orElse(null)) {
            return dead == null ? Swept.NOTHING : delete(file);
        }
    }

    private Swept transfers(Instant now) throws IOException {
        Swept swept = Swept.NOTHING;
        for (Map.Entry<String, List<String>> transfer : transfers().entrySet()) {
            swept = swept.and(transfer(transfer.getKey(), transfer.getValue(), now));
        }
        return swept;
    }

    /** The names of the files of each transfer, by its flight key. */
    private Map<String, List<String>> transfers() throws IOException {
        Map<String, List<String>> files = new TreeMap<>();
        for (String name : disk.names(folder.transfers())) {
            if (name.length() > DIGITS + 1
                    && StoreLayout.isKey(name.substring(0, DIGITS))
                    && OF_TRANSFERS.contains(name.substring(name.lastIndexOf('.') + 1))) {
                files.computeIfAbsent(name.substring(0, DIGITS), key -> new ArrayList<>())
                        .add(name);
            }
        }
        return files;
    }

    private Swept transfer(String key, List<String> files, Instant now) throws IOException {
        try (HeldLock turn = locks.tryTurn(key).orElse(null)) {
            if (turn == null) {
                return Swept.NOTHING;
            }
            Optional<FileState> part = disk.state(folder.transfer(key, "part"));
            boolean kept = part.isPresent() && part.get().modified().isAfter(now.minus(LONG_AGO));
            Swept swept = Swept.NOTHING;
            for (String name : files) {
                boolean worthIt = name.equals(key + ".part") || name.equals(key + ".journal");
                if (!(kept && worthIt)) {
                    swept = swept.and(delete(folder.transfers().resolve(name)));
                }
            }
            return swept;
        }
    }

    private Swept contents(ReferenceIndex namings, Call call) throws IOException {
        Set<String> incomplete = new TreeSet<>();
        disk.names(folder.images()).stream().filter(StoreLayout::isKey).forEach(incomplete::add);
        disk.names(folder.seen()).stream().filter(StoreLayout::isKey).forEach(incomplete::add);
        disk.names(folder.entries())
                .forEach(name -> StoreLayout.keyOfRecord(name).ifPresent(incomplete::add));
        incomplete.addAll(namings.contents());
        Swept swept = Swept.NOTHING;
        for (String sha256 : incomplete) {
            swept = swept.and(content(sha256, namings, call));
        }
        return swept;
    }

    private Swept content(String sha256, ReferenceIndex namings, Call call) throws IOException {
        if (complete(sha256)) {
            return Swept.NOTHING;
        }
        try (HeldLock hold = locks.tryContent(sha256).orElse(null)) {
            if (hold == null || complete(sha256)) {
                return Swept.NOTHING;
            }
            long bytes = size(folder.image(sha256));
            int dangling = namings.of(sha256).size();
            LOG.info("swept what an interrupted change left of the content {}", sha256);
            contents.drop(sha256, namings, call);
            return new Swept(1 + dangling, bytes);
        }
    }

    private boolean complete(String sha256) throws IOException {
        return disk.state(folder.image(sha256)).isPresent()
                && records.entry(sha256).isPresent();
    }

    private long size(Path file) throws IOException {
        return disk.state(file).map(FileState::size).orElse(0L);
    }

    private Swept delete(Path file) throws IOException {
        long bytes = size(file);
        if (!disk.delete(file)) {
            return Swept.NOTHING;
        }
        LOG.info("swept {}, which an interrupted transfer left", file);
        return new Swept(1, bytes);
    }

    /**
     * What a transfer left.
     *
     * @param key of the flight
     * @param files their names
     * @param lastUsed when one was written to last
     * @param size the bytes of all
     */
    record Idle(String key, List<String> files, Instant lastUsed, long size) {}

    /**
     * What went.
     *
     * @param files how many
     * @param bytes that they had
     */
    public record Swept(int files, long bytes) {
        /** Nothing. */
        static final Swept NOTHING = new Swept(0, 0);

        /** Both together. */
        public Swept and(Swept more) {
            return new Swept(files + more.files, bytes + more.bytes);
        }
    }
}
