// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.landing;

import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** The one place where what the local file system says becomes a code. */
public final class LocalErrors {
    private static final long NEARLY_FULL_BYTES = 1024 * 1024;

    private LocalErrors() {}

    /** Something that stands in the way, and what to do about it. */
    public static ImageException notUsable(String what, Path path, String remedy) {
        return new ImageException(ErrorCode.LOCAL_IO, what + " " + path + "; " + remedy);
    }

    /** A failed operation, unless it is an {@link ImageException} already. */
    public static ImageException failed(String doing, Path path, IOException cause) {
        if (cause instanceof ImageException known) {
            return known;
        }
        return new ImageException(ErrorCode.LOCAL_IO, doing + " " + path + " failed: " + reason(cause), cause);
    }

    /** A failed write: for want of room, or for another reason. */
    public static ImageException writing(Path folder, Path destination, IOException cause) {
        if (full(folder, cause)) {
            return new ImageException(
                    ErrorCode.INSUFFICIENT_SPACE,
                    "no room is left in " + folder + " for " + destination.getFileName() + ": " + reason(cause),
                    cause);
        }
        return failed("writing", destination, cause);
    }

    /** What the system said, without the path that the exception's message begins with. */
    public static String reason(IOException cause) {
        if (cause instanceof FileSystemException known && known.getReason() != null) {
            return known.getReason();
        }
        String message = cause.getMessage();
        return cause instanceof FileSystemException || message == null
                ? cause.getClass().getSimpleName()
                : message;
    }

    /** Java has no code for a full disk: the room is looked at, and for a quota the system's own words. */
    private static boolean full(Path folder, IOException cause) {
        if (cause instanceof FileSystemException && cause.getClass() != FileSystemException.class) {
            return false; // a reason that has a class of its own, such as a missing file
        }
        String message = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
        if (message.contains("no space left") || message.contains("quota exceeded")) {
            return true;
        }
        try {
            return Files.getFileStore(folder).getUsableSpace() < NEARLY_FULL_BYTES;
        } catch (IOException e) {
            cause.addSuppressed(e);
            return false;
        }
    }
}
