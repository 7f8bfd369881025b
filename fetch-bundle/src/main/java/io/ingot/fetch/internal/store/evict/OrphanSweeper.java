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
 * Deletes files that crashes left. Deletes only files with names of the store, and only while it holds the lock of
 * their owner. Where locks do not work between processes, nothing is deleted.
 */
public final class OrphanSweeper {
    private static final Logger LOG = LoggerFactory.getLogger(OrphanSweeper.class);
    private static final Duration PART_LIFETIME = Duration.ofDays(1);
    private static final Set<String> TRANSFER_EXTENSIONS = Set.of("part", "journal", "private", "spare", "space");
    private static final int DIGITS = 64;

    private final StoreLayout layout;
    private final StoreDisk disk;
    private final StoreLocks locks;
    private final StoreRecords records;
    private final ContentFiles files;

    /** Sweeps the given folder. */
    public OrphanSweeper(StoreFolder store, ContentFiles files) {
        this.layout = store.layout();
        this.disk = store.disk();
        this.locks = store.locks();
        this.records = store.records();
        this.files = files;
    }

    /**
     * Deletes scratch files, reservations and parts of dead transfers, and records without an image.
     *
     * @param index the references, which may name images that are not in the store
     * @return the number and size of the deleted files
     */
    public SweepResult sweep(Instant now, ReferenceIndex index, Call call) throws IOException {
        if (!locks.isInterProcess()) {
            return SweepResult.NOTHING;
        }
        SweepResult swept = sweepScratch();
        swept = swept.and(sweepTransfers(now));
        return swept.and(sweepContents(index, call));
    }

    /** Returns the bytes of the files of all transfers, including running ones. */
    long bytesOfTransfers() throws IOException {
        long bytes = 0;
        for (List<String> files : transfers().values()) {
            for (String name : files) {
                bytes += size(layout.transfers().resolve(name));
            }
        }
        return bytes;
    }

    /** Returns the transfers that left files and are not running. */
    List<IdleTransfer> idleTransfers() throws IOException {
        List<IdleTransfer> idle = new ArrayList<>();
        for (Map.Entry<String, List<String>> transfer : transfers().entrySet()) {
            try (HeldLock lock = locks.tryTransfer(transfer.getKey()).orElse(null)) {
                if (lock != null) {
                    idle.add(idleTransfer(transfer.getKey(), transfer.getValue()));
                }
            }
        }
        return idle;
    }

    private IdleTransfer idleTransfer(String key, List<String> files) throws IOException {
        Instant lastUsed = Instant.MIN;
        long size = 0;
        for (String name : files) {
            Optional<FileState> state = disk.state(layout.transfers().resolve(name));
            if (state.isPresent()) {
                size += state.get().size();
                lastUsed =
                        state.get().modified().isAfter(lastUsed) ? state.get().modified() : lastUsed;
            }
        }
        return new IdleTransfer(key, files, lastUsed, size);
    }

    /** Deletes the files of a transfer, unless it is running. */
    SweepResult drop(IdleTransfer idle) throws IOException {
        SweepResult swept = SweepResult.NOTHING;
        try (HeldLock lock = locks.tryTransfer(idle.key()).orElse(null)) {
            if (lock != null) {
                for (String name : idle.files()) {
                    swept = swept.and(delete(layout.transfers().resolve(name)));
                }
            }
        }
        return swept;
    }

    private SweepResult sweepScratch() throws IOException {
        SweepResult swept = SweepResult.NOTHING;
        for (Path folder :
                List.of(layout.root(), layout.entries(), layout.references(), layout.seen(), layout.transfers())) {
            for (String name : disk.names(folder)) {
                Optional<String> writer = Scratch.writerOf(name);
                if (writer.isPresent()) {
                    swept = swept.and(sweepScratch(folder.resolve(name), writer.get()));
                }
            }
        }
        return swept;
    }

    private SweepResult sweepScratch(Path file, String writer) throws IOException {
        try (HeldLock lock = locks.tryWriter(writer).orElse(null)) {
            return lock == null ? SweepResult.NOTHING : delete(file);
        }
    }

    private SweepResult sweepTransfers(Instant now) throws IOException {
        SweepResult swept = SweepResult.NOTHING;
        for (Map.Entry<String, List<String>> transfer : transfers().entrySet()) {
            swept = swept.and(sweepTransfer(transfer.getKey(), transfer.getValue(), now));
        }
        return swept;
    }

    /** Returns the names of the files of each transfer, by flight key. */
    private Map<String, List<String>> transfers() throws IOException {
        Map<String, List<String>> files = new TreeMap<>();
        for (String name : disk.names(layout.transfers())) {
            if (name.length() > DIGITS + 1
                    && StoreLayout.isKey(name.substring(0, DIGITS))
                    && TRANSFER_EXTENSIONS.contains(name.substring(name.lastIndexOf('.') + 1))) {
                files.computeIfAbsent(name.substring(0, DIGITS), key -> new ArrayList<>())
                        .add(name);
            }
        }
        return files;
    }

    private SweepResult sweepTransfer(String key, List<String> files, Instant now) throws IOException {
        try (HeldLock lock = locks.tryTransfer(key).orElse(null)) {
            if (lock == null) {
                return SweepResult.NOTHING;
            }
            Optional<FileState> part = disk.state(layout.transfer(key, "part"));
            boolean resumable = part.isPresent() && part.get().modified().isAfter(now.minus(PART_LIFETIME));
            SweepResult swept = SweepResult.NOTHING;
            for (String name : files) {
                boolean resumed = name.equals(key + ".part") || name.equals(key + ".journal");
                if (!(resumable && resumed)) {
                    swept = swept.and(delete(layout.transfers().resolve(name)));
                }
            }
            return swept;
        }
    }

    private SweepResult sweepContents(ReferenceIndex index, Call call) throws IOException {
        Set<String> incomplete = new TreeSet<>();
        disk.names(layout.images()).stream().filter(StoreLayout::isKey).forEach(incomplete::add);
        disk.names(layout.seen()).stream().filter(StoreLayout::isKey).forEach(incomplete::add);
        disk.names(layout.entries())
                .forEach(name -> StoreLayout.keyOfRecord(name).ifPresent(incomplete::add));
        incomplete.addAll(index.contents());
        SweepResult swept = SweepResult.NOTHING;
        for (String sha256 : incomplete) {
            swept = swept.and(sweepContent(sha256, index, call));
        }
        return swept;
    }

    private SweepResult sweepContent(String sha256, ReferenceIndex index, Call call) throws IOException {
        if (isComplete(sha256)) {
            return SweepResult.NOTHING;
        }
        try (HeldLock lock = locks.tryContent(sha256).orElse(null)) {
            if (lock == null || isComplete(sha256)) {
                return SweepResult.NOTHING;
            }
            long bytes = size(layout.image(sha256));
            int dangling = index.of(sha256).size();
            LOG.info("swept incomplete image {}, which an interrupted process left", sha256);
            files.drop(sha256, index, call);
            return new SweepResult(1 + dangling, bytes);
        }
    }

    private boolean isComplete(String sha256) throws IOException {
        return disk.state(layout.image(sha256)).isPresent()
                && records.entry(sha256).isPresent();
    }

    private long size(Path file) throws IOException {
        return disk.state(file).map(FileState::size).orElse(0L);
    }

    private SweepResult delete(Path file) throws IOException {
        long bytes = size(file);
        if (!disk.delete(file)) {
            return SweepResult.NOTHING;
        }
        LOG.info("swept {}, which an interrupted transfer left", file);
        return new SweepResult(1, bytes);
    }

    /**
     * The files of a transfer that is not running.
     *
     * @param key the flight key
     * @param files the names of the files
     * @param lastUsed when one of them was last written to
     * @param size the total bytes
     */
    record IdleTransfer(String key, List<String> files, Instant lastUsed, long size) {}

    /**
     * The result of a sweep.
     *
     * @param files the number of deleted files
     * @param bytes the size of the deleted files
     */
    public record SweepResult(int files, long bytes) {
        /** Nothing was deleted. */
        static final SweepResult NOTHING = new SweepResult(0, 0);

        /** Adds two results. */
        public SweepResult and(SweepResult other) {
            return new SweepResult(files + other.files, bytes + other.bytes);
        }
    }
}
