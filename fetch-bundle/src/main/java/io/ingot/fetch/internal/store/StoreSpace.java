// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.store;

import io.ingot.common.file.FileState;
import io.ingot.fetch.internal.destination.FetchDestination;
import io.ingot.fetch.internal.store.disk.StoreLayout;
import io.ingot.fetch.internal.store.place.ContentPlacer;
import io.ingot.fetch.internal.store.record.StoreFolder;
import io.ingot.fetch.internal.store.space.FreeSpace;
import io.ingot.fetch.internal.store.space.SpaceReservation;
import io.ingot.image.Call;
import io.ingot.image.ImageException;
import java.io.IOException;
import java.util.Optional;

/** The space of a store for transfers: locks, parts and reservations. See {@link Store} for errors and threads. */
public final class StoreSpace {
    private final StoreFolder folder;
    private final CurrentRules rules;
    private final FreeSpace free;
    private final ContentPlacer placer;

    StoreSpace(StoreFolder folder, CurrentRules rules, FreeSpace free, ContentPlacer placer) {
        this.folder = folder;
        this.rules = rules;
        this.free = free;
        this.placer = placer;
    }

    /**
     * Returns the length of the part of a running or interrupted transfer; 0 if there is none.
     *
     * @param flightKey see {@link ContentNames#flightKey}
     */
    public long partLength(String flightKey) throws ImageException {
        try {
            return folder.disk()
                    .state(HeldTransferLock.part(folder.layout(), flightKey))
                    .map(FileState::size)
                    .orElse(0L);
        } catch (IOException e) {
            throw folder.readFailed(e);
        }
    }

    /**
     * Tries to acquire a transfer lock; absent if another transfer holds it.
     *
     * @param shared see {@link ContentNames#shared}
     * @throws ImageException LOCAL_IO if the store is not {@link Store#isWritable}
     */
    public Optional<TransferLock> tryLock(String flightKey, boolean shared) throws ImageException {
        folder.requireWritable();
        if (!StoreLayout.isKey(flightKey)) {
            throw new IllegalArgumentException("a flight key must be 64 hexadecimal digits in lower case");
        }
        return folder.locks()
                .tryTransfer(flightKey)
                .map(lock -> HeldTransferLock.begin(flightKey, shared, folder.layout(), folder.disk(), lock));
    }

    /**
     * Reserves space for a transfer. Evicts the least recently used images and parts if necessary.
     *
     * @param bytes still to be written: to the part, and to a copy at a destination on the same file system
     * @throws ImageException INSUFFICIENT_SPACE if there is not enough space; nothing is reserved then
     */
    public SpaceReservation reserve(TransferLock transfer, long bytes, Call call) throws ImageException {
        try {
            return free.reserve(transfer.key(), bytes, call);
        } catch (IOException e) {
            throw folder.writeFailed(e);
        }
    }

    /** Returns whether an image can be cloned or linked to a destination: same file system, and the rules allow it. */
    public boolean canShareBlocksWith(FetchDestination destination) throws ImageException {
        return placer.canShareBlocks(destination, rules.terms(false));
    }

    /** Returns whether a destination is on the file system of the store. */
    public boolean sharesFileSystemWith(FetchDestination destination) throws ImageException {
        return placer.isOnSameFileSystem(destination);
    }
}
