// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.store;

import io.ingot.fetch.internal.buffer.Pipelines;
import io.ingot.fetch.internal.destination.LocalFileErrors;
import io.ingot.fetch.internal.store.content.ContentFiles;
import io.ingot.fetch.internal.store.disk.Scratch;
import io.ingot.fetch.internal.store.disk.StoreDisk;
import io.ingot.fetch.internal.store.disk.StoreFormat;
import io.ingot.fetch.internal.store.disk.StoreLayout;
import io.ingot.fetch.internal.store.evict.Eviction;
import io.ingot.fetch.internal.store.evict.Inventory;
import io.ingot.fetch.internal.store.lock.HeldLock;
import io.ingot.fetch.internal.store.lock.StoreLocks;
import io.ingot.fetch.internal.store.place.ContentPlacer;
import io.ingot.fetch.internal.store.record.StoreFolder;
import io.ingot.fetch.internal.store.space.FreeSpace;
import io.ingot.image.Call;
import io.ingot.image.ImageException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An image store in one folder: opens the folder, and gives access to its {@link #contents}, {@link #space} and {@link
 * #maintenance}. Safe for concurrent use. Several instances, in this process or in others, may share one folder.
 *
 * <p>The methods of all three throw LOCAL_IO if the folder cannot be read or, where necessary, written;
 * INSUFFICIENT_SPACE if the disk is full; CANCELLED or TIMED_OUT if the call ends. Whatever is read from the folder is
 * checked, and damaged records count as absent.
 */
public final class Store implements AutoCloseable {
    private static final Duration MAX_WAIT = Duration.ofSeconds(10);
    private static final Logger LOG = LoggerFactory.getLogger(Store.class);

    private final StoreFolder folder;
    private final HeldLock writer;
    private final CurrentRules rules;
    private final StoreContents contents;
    private final StoreSpace space;
    private final StoreMaintenance maintenance;

    private Store(StoreFolder folder, StoreRules rules, HeldLock writer, String fileSystem) {
        this.folder = folder;
        this.writer = writer;
        this.rules = new CurrentRules(rules, folder.disk(), self(folder));
        Inventory inventory = new Inventory(folder);
        ContentFiles files = new ContentFiles(folder);
        Eviction eviction = new Eviction(folder, inventory, files);
        FreeSpace free = new FreeSpace(folder, eviction);
        ContentPlacer placer = new ContentPlacer(folder, files, free, fileSystem);
        this.contents = new StoreContents(folder, this.rules, inventory, files, placer);
        this.space = new StoreSpace(folder, this.rules, free, placer);
        this.maintenance = new StoreMaintenance(folder, this.rules, inventory, files, eviction);
    }

    /**
     * Opens a store; creates it if the folder is missing or empty. Reads one short file, and no image.
     *
     * @param folder absolute
     * @param pipelines copy and verify images
     * @throws ImageException INVALID_CONFIGURATION if the folder is not a store, or has a newer format
     */
    public static Store open(Path folder, StoreRules rules, Clock clock, Pipelines pipelines) throws ImageException {
        return open(folder, rules, clock, pipelines, new StoreDisk());
    }

    static Store open(Path root, StoreRules rules, Clock clock, Pipelines pipelines, StoreDisk disk)
            throws ImageException {
        StoreLayout layout = new StoreLayout(root);
        Scratch scratch = new Scratch(disk);
        new StoreFormat(layout, disk).prepare(scratch);
        StoreLocks locks = locks(layout);
        Store opened = null;
        HeldLock writer = null;
        try {
            writer = writer(locks, scratch);
            StoreFolder folder =
                    new StoreFolder(new StoreFolder.Services(layout, disk, scratch, locks, clock, pipelines));
            opened = new Store(folder, rules, writer, disk.type(root));
            return opened;
        } catch (IOException e) {
            throw LocalFileErrors.failed("opening", root, e);
        } finally {
            if (opened == null) {
                if (writer != null) {
                    writer.close();
                }
                locks.close();
            }
        }
    }

    /** Returns the absolute path of the folder. */
    public Path folder() {
        return folder.layout().root();
    }

    /** Returns whether images can be added to this store and dropped from it. */
    public boolean isWritable() {
        return folder.isWritable();
    }

    /** Returns warnings for the operator, one sentence each. */
    public List<String> warnings() {
        if (!isWritable()) {
            return List.of("the store " + folder() + " cannot be written: images are neither added nor dropped");
        }
        return folder.locks().isInterProcess()
                ? List.of()
                : List.of("the file system of the store " + folder()
                        + " does not support locks: no other process may use the store");
    }

    /** Replaces the rules. */
    public void rules(StoreRules replacement) {
        rules.replace(replacement);
    }

    /** Returns the stored images. */
    public StoreContents contents() {
        return contents;
    }

    /** Returns the space for transfers. */
    public StoreSpace space() {
        return space;
    }

    /** Returns the operations for operators. */
    public StoreMaintenance maintenance() {
        return maintenance;
    }

    /** Releases the locks of this instance. Transfer locks stay valid until they are closed. */
    @Override
    public void close() {
        writer.close();
        folder.locks().close();
    }

    private static StoreLocks locks(StoreLayout layout) {
        try {
            return StoreLocks.open(layout.lock());
        } catch (IOException e) {
            LOG.debug("the store {} is read-only", layout.root(), e);
            return StoreLocks.absent(layout.lock());
        }
    }

    /**
     * Acquires the lock that shows that this writer of scratch files is alive, before it writes any but that of FORMAT.
     * The sweep of another process may try the lock for a moment.
     */
    private static HeldLock writer(StoreLocks locks, Scratch scratch) throws ImageException {
        try (Call brief = Call.within(MAX_WAIT)) {
            return locks.writer(scratch.writer(), brief);
        }
    }

    private static OptionalInt self(StoreFolder folder) {
        if (!folder.isWritable()) {
            return OptionalInt.empty();
        }
        try {
            return OptionalInt.of(folder.scratch().self(folder.layout().transfers()));
        } catch (IOException e) {
            LOG.info("cannot determine the user of this process: {}", e.toString());
            return OptionalInt.empty();
        }
    }
}
