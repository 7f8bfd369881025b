// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.store;

import io.ingot.fetch.internal.store.disk.StoreDisk;
import io.ingot.fetch.internal.store.disk.StoreLayout;
import io.ingot.fetch.internal.store.lock.HeldLock;
import java.io.IOException;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A transfer lock that is held, based on the store lock of its flight key. */
final class HeldTransferLock implements TransferLock {
    private static final Logger LOG = LoggerFactory.getLogger(HeldTransferLock.class);

    private final String key;
    private final boolean shared;
    private final StoreLayout layout;
    private final StoreDisk disk;
    private final HeldLock lock;

    private HeldTransferLock(String key, boolean shared, StoreLayout layout, StoreDisk disk, HeldLock lock) {
        this.key = key;
        this.shared = shared;
        this.layout = layout;
        this.disk = disk;
        this.lock = lock;
    }

    /** Wraps a lock that was just acquired. Deletes a spare part that a killed holder left. */
    static HeldTransferLock begin(String key, boolean shared, StoreLayout layout, StoreDisk disk, HeldLock lock) {
        HeldTransferLock held = new HeldTransferLock(key, shared, layout, disk, lock);
        boolean ready = false;
        try {
            held.delete(held.spare());
            ready = true;
        } finally {
            if (!ready) {
                lock.close();
            }
        }
        return held;
    }

    /** Returns the part of a shared flight key, whether or not its lock is held. */
    static Path part(StoreLayout layout, String key) {
        return layout.transfer(key, "part");
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
        return shared ? part(layout, key) : layout.transfer(key, "private");
    }

    @Override
    public Path spare() {
        return layout.transfer(key, "spare");
    }

    @Override
    public Path journal() {
        return layout.transfer(key, "journal");
    }

    @Override
    public void discard() {
        delete(spare());
        delete(part());
        delete(journal());
    }

    @Override
    public void close() {
        try (lock) {
            if (shared && hasBytes()) {
                delete(spare());
            } else {
                discard();
            }
        }
    }

    private boolean hasBytes() {
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
            LOG.warn("{} could not be deleted and stays until the next sweep: {}", file, e.toString());
        }
    }
}
