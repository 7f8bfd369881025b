// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.store;

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
import io.ingot.fetch.internal.store.place.Placing;
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
 * The images that are held in one folder: opens the folder, and gives access to its {@link #contents}, its {@link #space}
 * and its {@link #maintenance}. Safe for concurrent use; several stores, in this process or in others, may work on one
 * folder.
 *
 * <p>Every method of these throws LOCAL_IO if the folder cannot be read or, where it must be, written; INSUFFICIENT_SPACE
 * if the disk is full; and what ended the call. What is read back from the folder is checked: what is damaged counts as
 * not there.
 */
public final class Store implements AutoCloseable {
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);
    private static final Logger LOG = LoggerFactory.getLogger(Store.class);

    private final StoreFolder folder;
    private final HeldLock writer;
    private final CurrentRules rules;
    private final StoreContents contents;
    private final StoreSpace space;
    private final StoreMaintenance maintenance;

    private Store(StoreFolder folder, StoreRules wanted, HeldLock writer, String fileSystem) {
        this.folder = folder;
        this.writer = writer;
        this.rules = new CurrentRules(wanted, folder.disk(), self(folder));
        Inventory inventory = new Inventory(folder);
        ContentFiles files = new ContentFiles(folder);
        Eviction eviction = new Eviction(folder, inventory, files);
        FreeSpace free = new FreeSpace(folder, eviction);
        Placing placing = new Placing(folder, files, free, fileSystem);
        this.contents = new StoreContents(folder, rules, inventory, files, placing);
        this.space = new StoreSpace(folder, rules, free, placing);
        this.maintenance = new StoreMaintenance(folder, rules, inventory, files, eviction);
    }

    /**
     * Opens a store, and makes it if the folder is missing or empty. Reads one short file; looks at no image.
     *
     * @param folder absolute
     * @throws ImageException INVALID_CONFIGURATION if the folder is of a newer format or no store
     */
    public static Store open(Path folder, StoreRules rules, Clock clock) throws ImageException {
        return open(folder, rules, clock, new StoreDisk());
    }

    static Store open(Path root, StoreRules rules, Clock clock, StoreDisk disk) throws ImageException {
        StoreLayout layout = new StoreLayout(root);
        Scratch scratch = new Scratch(disk);
        new StoreFormat(layout, disk).prepare(scratch);
        StoreLocks locks = locks(layout);
        Store opened = null;
        HeldLock writer = null;
        try {
            writer = writer(locks, scratch);
            StoreFolder folder = new StoreFolder(layout, disk, scratch, locks, clock);
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

    /** The folder: an absolute path. */
    public Path folder() {
        return folder.layout().root();
    }

    /** Whether anything can be added, recorded or dropped here. */
    public boolean isWritable() {
        return folder.writable();
    }

    /** Warnings for the operator, one sentence each. */
    public List<String> warnings() {
        if (!isWritable()) {
            return List.of("the store " + folder() + " cannot be written: nothing is added to it or dropped");
        }
        return folder.locks().amongProcesses()
                ? List.of()
                : List.of("the file system of the store " + folder()
                        + " has no locks: no other process may use the store");
    }

    /** Follows other rules from now on. */
    public void rules(StoreRules now) {
        rules.replace(now);
    }

    /** Its contents. */
    public StoreContents contents() {
        return contents;
    }

    /** The room that transfers take in it. */
    public StoreSpace space() {
        return space;
    }

    /** What its operator can do with it. */
    public StoreMaintenance maintenance() {
        return maintenance;
    }

    /** Releases its locks; transfer locks that are still held stay valid until they are closed. */
    @Override
    public void close() {
        writer.close();
        folder.locks().close();
    }

    private static StoreLocks locks(StoreLayout layout) {
        try {
            return StoreLocks.open(layout.lock());
        } catch (IOException e) {
            LOG.debug("the store {} can only be read", layout.root(), e);
            return StoreLocks.absent(layout.lock());
        }
    }

    /** Before any scratch file but FORMAT's. A sweep of another process, which looks whether its writer lives, ends soon. */
    private static HeldLock writer(StoreLocks locks, Scratch scratch) throws ImageException {
        try (Call brief = Call.within(LONGEST_WAIT)) {
            return locks.writer(scratch.writer(), brief);
        }
    }

    private static OptionalInt self(StoreFolder folder) {
        if (!folder.writable()) {
            return OptionalInt.empty();
        }
        try {
            return OptionalInt.of(folder.scratch().self(folder.layout().transfers()));
        } catch (IOException e) {
            LOG.info("who runs this process is not known: {}", e.toString());
            return OptionalInt.empty();
        }
    }
}
