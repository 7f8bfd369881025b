// SPDX-License-Identifier: Apache-2.0
package io.ingot.runtime.internal.home;

import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Creates and deletes folders that only their owner may enter. */
public final class PrivateFolder {
    private static final Logger LOG = LoggerFactory.getLogger(PrivateFolder.class);

    private PrivateFolder() {}

    /**
     * Creates a folder, and those above it, if it does not exist. An existing folder keeps its mode.
     *
     * @throws LaunchFailure {@code LOCAL_IO} if the folder cannot be created or written
     */
    public static Path create(Path folder) throws LaunchFailure {
        try {
            if (!Files.isDirectory(folder)) {
                Files.createDirectories(
                        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            }
        } catch (IOException e) {
            throw new LaunchFailure(
                    ErrorCode.LOCAL_IO,
                    "cannot create the folder " + folder + ": " + ImageException.reason(e) + HINT,
                    e);
        }
        if (!Files.isWritable(folder)) {
            throw new LaunchFailure(ErrorCode.LOCAL_IO, "cannot write to the folder " + folder + HINT);
        }
        return folder;
    }

    private static final String HINT = "; name another instance folder with --home DIR or $INGOT_HOME";

    /** Deletes a folder and its content; missing files are ignored. */
    public static void delete(Path folder) {
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.deleteIfExists(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException e) {
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException e) throws IOException {
                    Files.deleteIfExists(visited);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            LOG.warn("the folder {} cannot be deleted: {}", folder, ImageException.reason(e));
        }
    }
}
