// SPDX-License-Identifier: Apache-2.0
package io.ingot.runtime.internal.file;

import io.ingot.common.file.FileAccess;
import io.ingot.common.file.TrustedUsers;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Locale;

/** A path that another user can lead elsewhere or change. The message names what is wrong, its owner and mode, and the remedy. */
public final class UntrustedPathException extends FileSystemException {
    private static final long serialVersionUID = 1;

    private final String sentence;

    private UntrustedPathException(Path path, String fact) {
        super(path.toString());
        this.sentence = path + " " + fact;
    }

    /** {@code path} is not a trusted user's, or others may write it. */
    static UntrustedPathException of(Path path, FileAccess found, TrustedUsers trusted) {
        String mode = String.format(Locale.ROOT, "%04o", found.mode());
        if (trusted.isOwnerOf(found)) {
            return new UntrustedPathException(
                    path, "has mode " + mode + ", so other users can change it; try: chmod go-w " + path);
        }
        String chown = found.kind() == FileAccess.Kind.LINK ? "chown -h " : "chown ";
        return new UntrustedPathException(
                path,
                "belongs to user " + found.owner() + " (mode " + mode + "), who can change it; try, as root: " + chown
                        + trusted.self() + " " + path);
    }

    static UntrustedPathException link(Path path) {
        return new UntrustedPathException(path, "is a symbolic link, which is not followed; remove it");
    }

    @Override
    public String getMessage() {
        return sentence;
    }

    @Override
    public String getReason() {
        return sentence;
    }
}
