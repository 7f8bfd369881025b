// SPDX-License-Identifier: Apache-2.0
package io.ingot.deploy.internal.prepare.folder;

import io.ingot.image.ImageException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Objects;

/**
 * Resolves {@code .} and {@code ..} in a path as the kernel does: {@code ..} after a symbolic link means the parent of the
 * link's target, not of the link. Other links stay in the path.
 */
public final class KernelPath {
    private KernelPath() {}

    /**
     * Resolves a path. Reads the file system only for {@code ..}.
     *
     * @return an absolute path
     * @throws ImageException LOCAL_IO if the path goes up from a directory that does not exist
     */
    public static Path of(Path path) throws ImageException {
        Path absolute = path.toAbsolutePath();
        Path resolved = Objects.requireNonNull(absolute.getRoot());
        for (Path name : absolute) {
            resolved = switch (name.toString()) {
                case "", "." -> resolved;
                case ".." -> parent(resolved);
                default -> resolved.resolve(name);
            };
        }
        return resolved;
    }

    private static Path parent(Path folder) throws ImageException {
        try {
            Path real = folder.toRealPath();
            return Objects.requireNonNullElse(real.getParent(), real);
        } catch (NoSuchFileException e) {
            throw NodeFolderErrors.permanent(folder, "directory does not exist", "name the node's folder without '..'");
        } catch (IOException e) {
            throw NodeFolderErrors.failed("resolving", folder, e);
        }
    }
}
