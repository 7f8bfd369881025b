// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.destination;

import io.ingot.common.file.FullDisk;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The one place where what the local file system says becomes a code. */
public final class LocalFileErrors {
    private static final long NEARLY_FULL_BYTES = 1024 * 1024;

    private LocalFileErrors() {}

    /** Something that stands in the way, and what to do about it. */
    public static ImageException notUsable(String what, Path path, String remedy) {
        return new ImageException(ErrorCode.LOCAL_IO, what + " " + path + "; " + remedy);
    }

    /** A failed operation, unless it is an {@link ImageException} already. */
    public static ImageException failed(String doing, Path path, IOException cause) {
        if (cause instanceof ImageException known) {
            return known;
        }
        if (FullDisk.isReportedBy(cause)) {
            return noRoom(existing(path), path, cause);
        }
        return new ImageException(
                ErrorCode.LOCAL_IO, doing + " " + path + " failed: " + ImageException.reason(cause), cause);
    }

    /** A failed write: for want of room, or for another reason. */
    public static ImageException writeFailed(Path folder, Path destination, IOException cause) {
        if (!(cause instanceof ImageException) && full(folder, cause)) {
            return noRoom(folder, destination, cause);
        }
        return failed("writing", destination, cause);
    }

    /** One error of the system stands for used-up bytes, used-up inodes and a used-up quota. */
    private static ImageException noRoom(Path folder, Path file, IOException cause) {
        String what;
        if (!FullDisk.isReportedBy(cause) || nearlyFull(folder, cause) || FullDisk.isQuotaReportedBy(cause)) {
            what = "no room is left in " + folder + " for " + file.getFileName() + ": " + ImageException.reason(cause);
        } else {
            what = switch (new Inodes().left(folder)) {
                case NONE ->
                    "no free inodes on " + folder + " for " + file.getFileName() + "; delete files there, 'df -i "
                            + folder + "' shows how many it can have";
                case UNKNOWN -> "no space or no free inodes on " + folder + " for " + file.getFileName();
                case SOME ->
                    "no room is left in " + folder + " for " + file.getFileName() + ": " + ImageException.reason(cause);
            };
        }
        return new ImageException(ErrorCode.INSUFFICIENT_SPACE, what, cause);
    }

    private static Path existing(Path path) {
        Path folder = path;
        while (folder.getParent() != null && !Files.isDirectory(folder)) {
            folder = folder.getParent();
        }
        return folder;
    }

    /** Java has no code for a full disk: the system's own words tell, or else the room is looked at. */
    private static boolean full(Path folder, IOException cause) {
        return FullDisk.isReportedBy(cause) || (!FullDisk.hasOwnClass(cause) && nearlyFull(folder, cause));
    }

    private static boolean nearlyFull(Path folder, IOException cause) {
        try {
            return Files.getFileStore(folder).getUsableSpace() < NEARLY_FULL_BYTES;
        } catch (IOException e) {
            cause.addSuppressed(e);
            return false;
        }
    }
}
