// SPDX-License-Identifier: Apache-2.0
package io.ingot.common.file;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.Locale;

/**
 * Recognises that a write failed because the disk is full. Java has no exception for it, only the message of the
 * system.
 */
public final class FullDisk {
    private FullDisk() {}

    /** Returns whether an error reports a full disk, or an exhausted quota of the user. */
    public static boolean isReportedBy(IOException e) {
        return reason(e).contains("no space left") || isQuotaReportedBy(e);
    }

    /** Returns whether an error reports an exhausted quota of the user. */
    public static boolean isQuotaReportedBy(IOException e) {
        return reason(e).contains("quota exceeded");
    }

    /** Returns whether an error has a specific class, such as that for a missing file: its message is only a path. */
    public static boolean hasOwnClass(IOException e) {
        return e instanceof FileSystemException && e.getClass() != FileSystemException.class;
    }

    private static String reason(IOException e) {
        return hasOwnClass(e) ? "" : String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
    }
}
