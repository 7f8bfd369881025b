// SPDX-License-Identifier: Apache-2.0
package io.ingot.deploy.internal.prepare.folder;

import io.ingot.image.ImageException;
import java.io.IOException;
import java.nio.file.Path;

/** Takes the lock of a node's folder for a moment: in another class loader, or in another process. */
public final class LockTaker {
    private LockTaker() {}

    /** Says {@code held} or {@code busy}. */
    public static void main(String[] arguments) throws IOException {
        System.out.println(attempt(arguments[0]) ? "held" : "busy");
    }

    /** Whether it could be had. */
    public static boolean attempt(String folder) throws IOException {
        try (NodeLock lock = NodeLock.acquire(new NodeFolder(Path.of(folder)), new NodeDisk())) {
            return true;
        } catch (ImageException e) {
            return false;
        }
    }
}
