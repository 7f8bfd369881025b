// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.store.record;

import io.ingot.fetch.internal.destination.LocalFileErrors;
import io.ingot.fetch.internal.store.disk.Scratch;
import io.ingot.fetch.internal.store.disk.StoreDisk;
import io.ingot.fetch.internal.store.disk.StoreLayout;
import io.ingot.fetch.internal.store.lock.StoreLocks;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;

/** The folder of an open store, with the services that all of its parts share. Safe for concurrent use. */
public final class StoreFolder {
    private final StoreLayout layout;
    private final StoreDisk disk;
    private final Scratch scratch;
    private final StoreLocks locks;
    private final Clock clock;
    private final StoreRecords records;
    private final boolean writable;

    /** Checks whether the folder is writable; reads nothing. */
    public StoreFolder(StoreLayout layout, StoreDisk disk, Scratch scratch, StoreLocks locks, Clock clock) {
        this.layout = layout;
        this.disk = disk;
        this.scratch = scratch;
        this.locks = locks;
        this.clock = clock;
        this.records = new StoreRecords(layout, disk, scratch);
        this.writable = locks.isPresent() && Files.isWritable(layout.images());
    }

    /** Returns the names of the files. */
    public StoreLayout layout() {
        return layout;
    }

    /** Returns the operations on the files. */
    public StoreDisk disk() {
        return disk;
    }

    /** Returns the writer of new versions of files. */
    public Scratch scratch() {
        return scratch;
    }

    /** Returns the locks of images, references and transfers. */
    public StoreLocks locks() {
        return locks;
    }

    /** Returns the clock for recorded times. */
    public Clock clock() {
        return clock;
    }

    /** Returns the records. */
    public StoreRecords records() {
        return records;
    }

    /** Returns whether images and records can be added, changed and dropped. */
    public boolean isWritable() {
        return writable;
    }

    /**
     * Requires that the store is writable.
     *
     * @throws ImageException LOCAL_IO if the folder is not {@link #isWritable}
     */
    public void requireWritable() throws ImageException {
        if (!writable) {
            throw new ImageException(
                    ErrorCode.LOCAL_IO,
                    "the store " + layout.root() + " cannot be written; give this user write access");
        }
    }

    /** Converts the failure of an operation that reads. */
    public ImageException readFailed(IOException e) {
        return LocalFileErrors.failed("reading the store", layout.root(), e);
    }

    /** Converts the failure of an operation that writes; an {@link ImageException} stays as it is. */
    public ImageException writeFailed(IOException e) {
        Path root = layout.root();
        return e instanceof ImageException known ? known : LocalFileErrors.writeFailed(root, root, e);
    }
}
