// SPDX-License-Identifier: Apache-2.0
package io.ingot.deploy.internal.prepare.folder;

import io.ingot.image.ImageException;
import java.io.IOException;
import java.nio.file.Path;

/** Tries to lock a node's folder, in another class loader or another process. */
public final class LockAttempt {
    private LockAttempt() {}

    /** Prints {@code locked} or {@code busy}. */
    public static void main(String[] arguments) throws IOException {
        System.out.println(attempt(arguments[0]) ? "locked" : "busy");
    }

    /** Locks and unlocks the folder; returns whether it could be locked. */
    public static boolean attempt(String folder) throws IOException {
        try (NodeLock lock = NodeLock.acquire(new NodeFolder(Path.of(folder)), new NodeDisk())) {
            return true;
        } catch (ImageException e) {
            return false;
        }
    }
}
