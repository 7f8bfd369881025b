// SPDX-License-Identifier: Apache-2.0
package io.ingot.deploy.internal.space;

import io.ingot.image.ImageReference;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A folder, and the file system that holds it, or would hold it if it were created.
 *
 * @param folder the folder
 * @param device identifies its file system
 * @param free the bytes that are free on it
 */
public record FileSystemFolder(Path folder, Object device, long free) {
    private static final String DEVICE = "unix:dev";

    /** Reads the file system of a folder; absent if that fails. */
    public static Optional<FileSystemFolder> of(Path folder) {
        Path existing = folder;
        while (existing != null && !Files.isDirectory(existing)) {
            existing = existing.getParent();
        }
        if (existing == null) {
            return Optional.empty();
        }
        try {
            long free = Files.getFileStore(existing).getUsableSpace();
            return Optional.of(new FileSystemFolder(folder, device(existing), Math.max(0, free)));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Whether both are on one file system. */
    public boolean isOnSameFileSystemAs(FileSystemFolder other) {
        return device.equals(other.device);
    }

    /** Whether a reference names a local file on the same file system, which can be linked. */
    public boolean canLink(ImageReference reference) {
        if (!reference.scheme().equals("file")) {
            return false;
        }
        try {
            return device(Path.of(URI.create(reference.exact()))).equals(device);
        } catch (IOException | IllegalArgumentException e) {
            return false;
        }
    }

    private static Object device(Path file) throws IOException {
        return file.getFileSystem().supportedFileAttributeViews().contains("unix")
                ? Files.getAttribute(file, DEVICE)
                : Files.getFileStore(file);
    }
}
