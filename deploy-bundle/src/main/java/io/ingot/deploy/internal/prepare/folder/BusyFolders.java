// SPDX-License-Identifier: Apache-2.0
package io.ingot.deploy.internal.prepare.folder;

/**
 * The folders at work in this process. POSIX locks belong to the process, and are lost when it closes the file through any
 * channel: nobody here may even open a lock that another thread has. That may be one of this bundle before its refresh, so
 * the table stands in the JVM's system properties, where every class loader finds it, and holds types of the JDK only. A
 * folder is known by device and inode, whatever path leads to it. Safe for concurrent use.
 */
final class BusyFolders {
    private static final String PREFIX = "io.ingot.deploy.folder.";

    private BusyFolders() {}

    /** Says that work begins in a folder; false if somebody is at work there. */
    static boolean enter(String identity) {
        return System.getProperties().putIfAbsent(PREFIX + identity, "") == null;
    }

    /** Says that the work has ended. */
    static void leave(String identity) {
        System.getProperties().remove(PREFIX + identity);
    }
}
