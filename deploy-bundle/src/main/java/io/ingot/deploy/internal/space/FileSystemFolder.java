// SPDX-License-Identifier: Apache-2.0
package io.ingot.deploy.internal.space;

import io.ingot.image.ImageReference;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A folder, and the file system that it is on or would be made on.
 *
 * @param folder the folder
 * @param device what tells its file system from others
 * @param free the bytes that are free there
 */
public record FileSystemFolder(Path folder, Object device, long free) {
    private static final String DEVICE = "unix:dev";

    /** Looks at a folder; absent if nobody can tell. */
    public static Optional<FileSystemFolder> of(Path folder) {
        Path there = folder;
        while (there != null && !Files.isDirectory(there)) {
            there = there.getParent();
        }
        if (there == null) {
            return Optional.empty();
        }
        try {
            long free = Files.getFileStore(there).getUsableSpace();
            return Optional.of(new FileSystemFolder(folder, device(there), Math.max(0, free)));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Whether both are on one file system. */
    public boolean isOnSameFileSystemAs(FileSystemFolder other) {
        return device.equals(other.device);
    }

    /** Whether a reference is that of a file on the same file system, which may be linked. */
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
