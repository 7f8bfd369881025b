// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.store;

import io.ingot.fetch.internal.store.disk.StoreDisk;
import io.ingot.fetch.internal.store.disk.StoreLayout;
import io.ingot.fetch.internal.store.lock.HeldLock;
import java.io.IOException;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A turn that somebody has, by the lock of its flight key. */
final class HeldTransferLock implements TransferLock {
    private static final Logger LOG = LoggerFactory.getLogger(HeldTransferLock.class);

    private final String key;
    private final boolean shared;
    private final StoreLayout folder;
    private final StoreDisk disk;
    private final HeldLock hold;

    private HeldTransferLock(String key, boolean shared, StoreLayout folder, StoreDisk disk, HeldLock hold) {
        this.key = key;
        this.shared = shared;
        this.folder = folder;
        this.disk = disk;
        this.hold = hold;
    }

    /** A turn that has just been taken: a spare that stands there was left by a holder who was killed. */
    static HeldTransferLock begin(String key, boolean shared, StoreLayout folder, StoreDisk disk, HeldLock hold) {
        HeldTransferLock turn = new HeldTransferLock(key, shared, folder, disk, hold);
        boolean begun = false;
        try {
            turn.delete(turn.spare());
            begun = true;
        } finally {
            if (!begun) {
                hold.close();
            }
        }
        return turn;
    }

    /** The part of a shared flight key, whoever has the turn. */
    static Path part(StoreLayout folder, String key) {
        return folder.transfer(key, "part");
    }

    @Override
    public String key() {
        return key;
    }

    @Override
    public boolean isShared() {
        return shared;
    }

    @Override
    public Path part() {
        return shared ? part(folder, key) : folder.transfer(key, "private");
    }

    @Override
    public Path spare() {
        return folder.transfer(key, "spare");
    }

    @Override
    public Path journal() {
        return folder.transfer(key, "journal");
    }

    @Override
    public void discard() {
        delete(spare());
        delete(part());
        delete(journal());
    }

    @Override
    public void close() {
        try (hold) {
            if (shared && holdsBytes()) {
                delete(spare());
            } else {
                discard();
            }
        }
    }

    private boolean holdsBytes() {
        try {
            return disk.state(part()).filter(state -> state.size() > 0).isPresent();
        } catch (IOException e) {
            return true;
        }
    }

    private void delete(Path file) {
        try {
            disk.delete(file);
        } catch (IOException e) {
            LOG.warn("{} stays until the store is swept: {}", file, e.toString());
        }
    }
}
