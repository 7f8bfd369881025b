// SPDX-License-Identifier: Apache-2.0
package io.ingot.runtime.internal.file;

import io.ingot.common.file.FileAccess;
import io.ingot.common.file.TracedPath;
import io.ingot.common.file.TrustedUsers;
import io.ingot.common.file.Weakness;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Resolves paths that only trusted users can change: the folders from the root of the file system down, the links on
 * the way, and the file or folder at the end, which a group may not write either.
 *
 * <p>The path is checked from the root down. Other users cannot change the entries of a folder that has passed, so the
 * result below it stays valid: between check and use only this user and root can change anything. File handles would
 * add nothing, and cannot be opened for folders that may be entered but not read.
 */
public final class TrustedPaths {
    private final TrustedUsers trusted;

    public TrustedPaths(TrustedUsers trusted) {
        this.trusted = trusted;
    }

    /**
     * Resolves a folder all of whose entries are used: a sticky one that others may write is refused, since they could
     * add entries.
     *
     * @return the real path of the folder
     * @throws UntrustedPathException if another user can change the folder or the path to it
     * @throws IOException if it is not a folder, or cannot be reached
     */
    public Path folder(Path path) throws IOException {
        return resolve(path, FileAccess.Kind.FOLDER, "not a folder");
    }

    /**
     * Resolves a regular file.
     *
     * @return the real path of the file
     * @throws UntrustedPathException if another user can change the file or the path to it
     * @throws IOException if it is not a regular file, or cannot be reached
     */
    public Path file(Path path) throws IOException {
        return resolve(path, FileAccess.Kind.FILE, "not a regular file");
    }

    /**
     * Resolves a regular file that this process writes, like {@link #file}; its name must not be a link.
     *
     * @throws UntrustedPathException if another user can change the file or the path to it, or if it is a link
     */
    public Path ownFile(Path path) throws IOException {
        if (at(path).kind() == FileAccess.Kind.LINK) {
            throw UntrustedPathException.link(path);
        }
        return file(path);
    }

    private Path resolve(Path path, FileAccess.Kind kind, String mismatch) throws IOException {
        TracedPath traced = TracedPath.of(path.toAbsolutePath(), trusted);
        Optional<Weakness> weakness = traced.weakness();
        if (weakness.isPresent()) {
            throw UntrustedPathException.of(
                    weakness.get().place(), weakness.get().access(), trusted);
        }
        FileAccess end = at(traced.real());
        if (!trusted.isSoleWriterOf(end)) {
            throw UntrustedPathException.of(traced.real(), end, trusted);
        }
        if (end.kind() != kind) {
            throw new FileSystemException(traced.real().toString(), null, mismatch);
        }
        return traced.real();
    }

    private static FileAccess at(Path path) throws IOException {
        return FileAccess.of(path).orElseThrow(() -> new NoSuchFileException(path.toString()));
    }
}
