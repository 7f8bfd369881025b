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
 * Paths that only trusted users can change: the folders from the root of the file system down, the links on the way, and what
 * is at the end, which not even a group may write.
 *
 * <p>The walk goes downwards. A folder that passed loses no entry to other users, so what is found below it stays true: between
 * the check and the use only this user and root can change anything. Handles would add nothing, and cannot be had of folders
 * that may be entered but not read.
 */
public final class TrustedPaths {
    private final TrustedUsers trusted;

    public TrustedPaths(TrustedUsers trusted) {
        this.trusted = trusted;
    }

    /**
     * Resolves a folder of which every entry counts: a sticky one that others may write is refused, since they could add
     * entries.
     *
     * @return the folder, without links on the way
     * @throws UntrustedPathException if another user can change the folder or the way to it
     * @throws IOException if it is not a folder, or cannot be reached
     */
    public Path folder(Path path) throws IOException {
        return resolve(path, FileAccess.Kind.FOLDER, "not a folder");
    }

    /**
     * Resolves a regular file.
     *
     * @return the file, without links on the way
     * @throws UntrustedPathException if another user can change the file or the way to it
     * @throws IOException if it is not a regular file, or cannot be reached
     */
    public Path file(Path path) throws IOException {
        return resolve(path, FileAccess.Kind.FILE, "not a regular file");
    }

    /**
     * Resolves a regular file that this process writes: as {@link #file}, but its name must not be a link.
     *
     * @throws UntrustedPathException if it is a link, too
     */
    public Path ownFile(Path path) throws IOException {
        if (at(path).kind() == FileAccess.Kind.LINK) {
            throw UntrustedPathException.link(path);
        }
        return file(path);
    }

    private Path resolve(Path path, FileAccess.Kind kind, String otherwise) throws IOException {
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
            throw new FileSystemException(traced.real().toString(), null, otherwise);
        }
        return traced.real();
    }

    private static FileAccess at(Path path) throws IOException {
        return FileAccess.of(path).orElseThrow(() -> new NoSuchFileException(path.toString()));
    }
}
