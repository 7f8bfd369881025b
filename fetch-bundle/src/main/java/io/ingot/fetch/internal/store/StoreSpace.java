// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.store;

import io.ingot.common.file.FileState;
import io.ingot.fetch.internal.destination.FetchDestination;
import io.ingot.fetch.internal.store.disk.StoreLayout;
import io.ingot.fetch.internal.store.place.Placing;
import io.ingot.fetch.internal.store.record.StoreFolder;
import io.ingot.fetch.internal.store.space.FreeSpace;
import io.ingot.fetch.internal.store.space.SpaceReservation;
import io.ingot.image.Call;
import io.ingot.image.ImageException;
import java.io.IOException;
import java.util.Optional;

/** The room that transfers take in a store, and the files they write to. See {@link Store} for errors and threads. */
public final class StoreSpace {
    private final StoreFolder folder;
    private final CurrentRules rules;
    private final FreeSpace free;
    private final Placing placing;

    StoreSpace(StoreFolder folder, CurrentRules rules, FreeSpace free, Placing placing) {
        this.folder = folder;
        this.rules = rules;
        this.free = free;
        this.placing = placing;
    }

    /**
     * The length of the part of a transfer that is under way or was interrupted; 0 if there is none.
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
            throw folder.reading(e);
        }
    }

    /**
     * Takes the lock of a transfer; absent if another transfer holds it.
     *
     * @param shared see {@link ContentNames#shared}
     * @throws ImageException LOCAL_IO if the store is not {@link Store#isWritable}
     */
    public Optional<TransferLock> tryLock(String flightKey, boolean shared) throws ImageException {
        folder.requireWritable();
        if (!StoreLayout.isKey(flightKey)) {
            throw new IllegalArgumentException("a flight key has 64 hexadecimal digits in lower case");
        }
        return folder.locks()
                .tryTurn(flightKey)
                .map(hold -> HeldTransferLock.begin(flightKey, shared, folder.layout(), folder.disk(), hold));
    }

    /**
     * Reserves room for a transfer. Drops the least recently used contents and leftovers where it has to.
     *
     * @param bytes what is still to be written: of the part, and of a copy at a destination on the same file system
     * @throws ImageException INSUFFICIENT_SPACE if there is no room; nothing is reserved then
     */
    public SpaceReservation reserve(TransferLock turn, long bytes, Call call) throws ImageException {
        try {
            return free.reserve(turn.key(), bytes, call);
        } catch (IOException e) {
            throw folder.writing(e);
        }
    }

    /** Whether an image can be cloned or linked to a destination: both lie on one file system, and the rules allow it. */
    public boolean canShareBlocksWith(FetchDestination destination) throws ImageException {
        return placing.shares(destination, rules.terms(false));
    }

    /** Whether a destination takes its room from the file system of the store. */
    public boolean sharesFileSystemWith(FetchDestination destination) throws ImageException {
        return placing.near(destination);
    }
}
