// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.destination;

import io.ingot.common.file.FullDisk;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Converts errors of the local file system to error codes. */
public final class LocalFileErrors {
    private static final long NEARLY_FULL_BYTES = 1024 * 1024;

    private LocalFileErrors() {}

    /** Returns a LOCAL_IO failure with its remedy. */
    public static ImageException notUsable(String fact, Path path, String remedy) {
        return new ImageException(ErrorCode.LOCAL_IO, fact + " " + path + "; " + remedy);
    }

    /** Converts the failure of an operation; an {@link ImageException} stays as it is. */
    public static ImageException failed(String operation, Path path, IOException cause) {
        if (cause instanceof ImageException known) {
            return known;
        }
        if (FullDisk.isReportedBy(cause)) {
            return noSpace(existing(path), path, cause);
        }
        return new ImageException(
                ErrorCode.LOCAL_IO, operation + " " + path + " failed: " + ImageException.reason(cause), cause);
    }

    /** Converts the failure of a write: INSUFFICIENT_SPACE if the disk is full, otherwise LOCAL_IO. */
    public static ImageException writeFailed(Path folder, Path destination, IOException cause) {
        if (!(cause instanceof ImageException) && isFull(folder, cause)) {
            return noSpace(folder, destination, cause);
        }
        return failed("writing", destination, cause);
    }

    /** Distinguishes the causes of ENOSPC: no free bytes, no free inodes, or an exceeded quota. */
    private static ImageException noSpace(Path folder, Path file, IOException cause) {
        String message;
        if (!FullDisk.isReportedBy(cause) || isNearlyFull(folder, cause) || FullDisk.isQuotaReportedBy(cause)) {
            message = "no space left in " + folder + " for " + file.getFileName() + ": " + ImageException.reason(cause);
        } else {
            message = switch (new Inodes().free(folder)) {
                case NONE ->
                    "no free inodes on " + folder + " for " + file.getFileName() + "; delete files there; 'df -i "
                            + folder + "' shows the limit";
                case UNKNOWN -> "no space or no free inodes on " + folder + " for " + file.getFileName();
                case SOME ->
                    "no space left in " + folder + " for " + file.getFileName() + ": " + ImageException.reason(cause);
            };
        }
        return new ImageException(ErrorCode.INSUFFICIENT_SPACE, message, cause);
    }

    private static Path existing(Path path) {
        Path folder = path;
        while (folder.getParent() != null && !Files.isDirectory(folder)) {
            folder = folder.getParent();
        }
        return folder;
    }

    /** Java has no error code for a full disk: matches the text of the system, or else checks the free space. */
    private static boolean isFull(Path folder, IOException cause) {
        return FullDisk.isReportedBy(cause) || (!FullDisk.hasOwnClass(cause) && isNearlyFull(folder, cause));
    }

    private static boolean isNearlyFull(Path folder, IOException cause) {
        try {
            return Files.getFileStore(folder).getUsableSpace() < NEARLY_FULL_BYTES;
        } catch (IOException e) {
            cause.addSuppressed(e);
            return false;
        }
    }
}
