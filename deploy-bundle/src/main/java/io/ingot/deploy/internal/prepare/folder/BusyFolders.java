// SPDX-License-Identifier: Apache-2.0
package io.ingot.deploy.internal.prepare.folder;

/**
 * The nodes' folders in which threads of this process work. A file lock does not exclude threads of its own process, and
 * closing any channel of a file releases all locks of the process on it (fcntl(2)): a thread must not even open a lock file
 * that another thread holds. That thread may run code of this bundle from before a refresh, so the table is in the system
 * properties of the JVM, where every class loader finds it, with types of the JDK only. A folder is identified by device and
 * inode, whatever path leads to it. Safe for concurrent use.
 */
final class BusyFolders {
    private static final String PREFIX = "io.ingot.deploy.folder.";

    private BusyFolders() {}

    /** Marks a folder as busy; returns false if it is busy already. */
    static boolean enter(String identity) {
        return System.getProperties().putIfAbsent(PREFIX + identity, "") == null;
    }

    /** Marks a folder as free. */
    static void leave(String identity) {
        System.getProperties().remove(PREFIX + identity);
    }
}
