// SPDX-License-Identifier: Apache-2.0
package io.ingot.deploy.internal.prepare;

import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import org.jspecify.annotations.Nullable;

/** The one place where what the local file system says becomes a code. */
final class LocalErrors {
    private LocalErrors() {}

    /** Something that stands in the way, and what to do about it. */
    static ImageException notUsable(String what, @Nullable Object path, String remedy) {
        return new ImageException(ErrorCode.LOCAL_IO, what + " " + path + "; " + remedy);
    }

    /** A failed operation, unless it is an {@link ImageException} already. */
    static ImageException failed(String doing, Object path, IOException cause) {
        if (cause instanceof ImageException known) {
            return known;
        }
        return new ImageException(ErrorCode.LOCAL_IO, doing + " " + path + " failed: " + reason(cause), cause);
    }

    /** What the system said, without the path that the exception's message begins with. */
    private static String reason(IOException cause) {
        if (cause instanceof FileSystemException known && known.getReason() != null) {
            return known.getReason();
        }
        String message = cause.getMessage();
        return cause instanceof FileSystemException || message == null
                ? cause.getClass().getSimpleName()
                : message;
    }
}
