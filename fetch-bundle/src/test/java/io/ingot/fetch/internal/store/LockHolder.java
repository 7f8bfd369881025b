// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.store;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;

/** Somebody else who wants a turn: in a process of its own, or through a class loader of its own. */
public final class LockHolder {
    private LockHolder() {}

    /** Says "held" or "busy", and lives until its input ends; then it ends without giving anything back. */
    @SuppressWarnings({"resource", "SystemOut"})
    public static void main(String[] args) throws IOException {
        Store store = Store.open(Path.of(args[0]), TestStore.LINKING, Clock.systemUTC());
        Optional<TransferLock> turn = store.space().tryLock(args[1], true);
        System.out.println(turn.isPresent() ? "held" : "busy");
        System.out.flush();
        System.in.readAllBytes();
        Runtime.getRuntime().halt(0);
    }

    /** Opens the store, tries for a turn, closes both. */
    public static boolean attempt(String folder, String key) throws IOException {
        try (Store store = Store.open(Path.of(folder), TestStore.LINKING, Clock.systemUTC())) {
            Optional<TransferLock> turn = store.space().tryLock(key, true);
            turn.ifPresent(TransferLock::close);
            return turn.isPresent();
        }
    }
}
