// SPDX-License-Identifier: Apache-2.0
package io.ingot.deploy.internal.prepare.folder;

import io.ingot.image.ImageException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Objects;

/**
 * A path without {@code .} and {@code ..}, that leads where it led with them. A step upwards goes up from where a link leads,
 * as the kernel goes, not from where the link stands. Other links stay in the path.
 */
public final class KernelPath {
    private KernelPath() {}

    /**
     * Takes the steps. Looks at the file system only where one goes upwards.
     *
     * @return an absolute path
     * @throws ImageException LOCAL_IO if it goes up from what is not there
     */
    public static Path of(Path path) throws ImageException {
        Path absolute = path.toAbsolutePath();
        Path taken = Objects.requireNonNull(absolute.getRoot());
        for (Path name : absolute) {
            taken = switch (name.toString()) {
                case "", "." -> taken;
                case ".." -> parent(taken);
                default -> taken.resolve(name);
            };
        }
        return taken;
    }

    private static Path parent(Path folder) throws ImageException {
        try {
            Path real = folder.toRealPath();
            return Objects.requireNonNullElse(real.getParent(), real);
        } catch (NoSuchFileException e) {
            throw NodeFolderErrors.permanent(
                    "there is no folder to go up from:", folder, "name the folder that is meant without '..'");
        } catch (IOException e) {
            throw NodeFolderErrors.failed("going up from", folder, e);
        }
    }
}
