// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.store.record;

import io.ingot.fetch.internal.buffer.Pipelines;
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
    private final Services services;
    private final StoreRecords records;
    private final boolean writable;

    /**
     * What a store works with.
     *
     * @param layout the names of the files
     * @param disk the operations on the files
     * @param scratch writes new versions of files
     * @param locks of images, references and transfers
     * @param clock for recorded times
     * @param pipelines copy and verify images
     */
    public record Services(
            StoreLayout layout, StoreDisk disk, Scratch scratch, StoreLocks locks, Clock clock, Pipelines pipelines) {}

    /** Checks whether the folder is writable; reads nothing. */
    public StoreFolder(Services services) {
        this.services = services;
        this.records = new StoreRecords(layout(), disk(), scratch());
        this.writable = locks().isPresent() && Files.isWritable(layout().images());
    }

    /** Returns the names of the files. */
    public StoreLayout layout() {
        return services.layout();
    }

    /** Returns the operations on the files. */
    public StoreDisk disk() {
        return services.disk();
    }

    /** Returns the writer of new versions of files. */
    public Scratch scratch() {
        return services.scratch();
    }

    /** Returns the locks of images, references and transfers. */
    public StoreLocks locks() {
        return services.locks();
    }

    /** Returns the clock for recorded times. */
    public Clock clock() {
        return services.clock();
    }

    /** Returns what copies and verifies images. */
    public Pipelines pipelines() {
        return services.pipelines();
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
                    "the store " + layout().root() + " cannot be written; give this user write access");
        }
    }

    /** Converts the failure of an operation that reads. */
    public ImageException readFailed(IOException e) {
        return LocalFileErrors.failed("reading the store", layout().root(), e);
    }

    /** Converts the failure of an operation that writes; an {@link ImageException} stays as it is. */
    public ImageException writeFailed(IOException e) {
        Path root = layout().root();
        return e instanceof ImageException known ? known : LocalFileErrors.writeFailed(root, root, e);
    }
}
