// SPDX-License-Identifier: Apache-2.0
package io.ingot.runtime.internal.file;

import io.ingot.common.file.FileAccess;
import io.ingot.common.file.TrustedUsers;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Thrown for a path that another user can change or redirect. The message names the weak part, its owner and mode, and
 * the remedy.
 */
public final class UntrustedPathException extends FileSystemException {
    private static final long serialVersionUID = 1;

    private final String sentence;

    private UntrustedPathException(Path path, String fact) {
        super(path.toString());
        this.sentence = path + " " + fact;
    }

    /** Creates the exception for a path that does not belong to a trusted user, or that others may write. */
    static UntrustedPathException of(Path path, FileAccess access, TrustedUsers trusted) {
        String mode = String.format(Locale.ROOT, "%04o", access.mode());
        if (trusted.isOwnerOf(access)) {
            return new UntrustedPathException(
                    path, "has mode " + mode + ", so other users can change it; try: chmod go-w " + path);
        }
        String chown = access.kind() == FileAccess.Kind.LINK ? "chown -h " : "chown ";
        return new UntrustedPathException(
                path,
                "belongs to user " + access.owner() + " (mode " + mode + "), who can change it; try, as root: " + chown
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
