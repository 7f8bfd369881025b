// SPDX-License-Identifier: Apache-2.0
package io.ingot.common.file;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.Locale;

/** Recognises that a write failed for want of space. Java has no exception for it, only the words of the system. */
public final class FullDisk {
    private FullDisk() {}

    /** Whether an error says that the disk is full, or the quota of the user. */
    public static boolean isReportedBy(IOException e) {
        return reason(e).contains("no space left") || isQuotaReportedBy(e);
    }

    /** Whether an error says that the quota of the user is used up. */
    public static boolean isQuotaReportedBy(IOException e) {
        return reason(e).contains("quota exceeded");
    }

    /** Whether an error has a class of its own, such as that for a missing file: its message is only a path. */
    public static boolean hasOwnClass(IOException e) {
        return e instanceof FileSystemException && e.getClass() != FileSystemException.class;
    }

    private static String reason(IOException e) {
        return hasOwnClass(e) ? "" : String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
    }
}
