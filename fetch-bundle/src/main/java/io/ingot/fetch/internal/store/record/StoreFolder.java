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

/** The folder of an open store, and the means to work in it: shared by everything that does. Safe for concurrent use. */
public final class StoreFolder {
    private final StoreLayout layout;
    private final StoreDisk disk;
    private final Scratch scratch;
    private final StoreLocks locks;
    private final Clock clock;
    private final StoreRecords records;
    private final boolean writable;

    /** Looks whether the folder can be written, and reads nothing. */
    public StoreFolder(StoreLayout layout, StoreDisk disk, Scratch scratch, StoreLocks locks, Clock clock) {
        this.layout = layout;
        this.disk = disk;
        this.scratch = scratch;
        this.locks = locks;
        this.clock = clock;
        this.records = new StoreRecords(layout, disk, scratch);
        this.writable = locks.present() && Files.isWritable(layout.images());
    }

    /** The names of its files. */
    public StoreLayout layout() {
        return layout;
    }

    /** Reads and writes its files. */
    public StoreDisk disk() {
        return disk;
    }

    /** Replaces its files in one step. */
    public Scratch scratch() {
        return scratch;
    }

    /** Locks its contents, its references and its transfers. */
    public StoreLocks locks() {
        return locks;
    }

    /** The time of what is recorded. */
    public Clock clock() {
        return clock;
    }

    /** Reads and writes its records. */
    public StoreRecords records() {
        return records;
    }

    /** Whether anything can be added, recorded or dropped here. */
    public boolean writable() {
        return writable;
    }

    /**
     * Refuses an operation that writes.
     *
     * @throws ImageException LOCAL_IO if the folder is not {@link #writable}
     */
    public void requireWritable() throws ImageException {
        if (!writable) {
            throw new ImageException(
                    ErrorCode.LOCAL_IO, "the store " + layout.root() + " cannot be written; give this user access");
        }
    }

    /** The error of an operation that reads. */
    public ImageException reading(IOException e) {
        return LocalFileErrors.failed("reading the store", layout.root(), e);
    }

    /** The error of an operation that writes; an {@link ImageException} stays as it is. */
    public ImageException writing(IOException e) {
        Path root = layout.root();
        return e instanceof ImageException known ? known : LocalFileErrors.writeFailed(root, root, e);
    }
}
