// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.store;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;

/** Tries a transfer lock in another process, or through another class loader. */
public final class LockHolder {
    private LockHolder() {}

    /** Prints "held" or "busy", and waits for the end of its input; then halts without releasing the lock. */
    @SuppressWarnings({"resource", "SystemOut"})
    public static void main(String[] args) throws IOException {
        Store store = Store.open(Path.of(args[0]), TestStore.LINKING, Clock.systemUTC(), TestStore.PIPELINES);
        Optional<TransferLock> lock = store.space().tryLock(args[1], true);
        System.out.println(lock.isPresent() ? "held" : "busy");
        System.out.flush();
        System.in.readAllBytes();
        Runtime.getRuntime().halt(0);
    }

    /** Opens the store, tries the lock, closes both; returns whether the lock was free. */
    public static boolean attempt(String folder, String key) throws IOException {
        try (Store store = Store.open(Path.of(folder), TestStore.LINKING, Clock.systemUTC(), TestStore.PIPELINES)) {
            Optional<TransferLock> lock = store.space().tryLock(key, true);
            lock.ifPresent(TransferLock::close);
            return lock.isPresent();
        }
    }
}
