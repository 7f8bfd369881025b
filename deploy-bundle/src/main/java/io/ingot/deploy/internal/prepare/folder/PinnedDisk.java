// SPDX-License-Identifier: Apache-2.0
package io.ingot.deploy.internal.prepare.folder;

import io.ingot.common.file.FileAccess;
import io.ingot.common.file.PinnedFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Operations in a node's folder whose path other users can change. They go through pinned folders, so that a link or another
 * folder that takes a name has no effect. The node's folder is pinned from the beginning, {@code .ingot} once it has been
 * found private.
 */
final class PinnedDisk extends NodeDisk implements AutoCloseable {
    private final NodeDisk disk;
    private final NodeFolder node;
    private final PinnedFolder root;
    private @Nullable PinnedFolder home;

    PinnedDisk(NodeDisk disk, NodeFolder node, PinnedFolder root) {
        this.disk = disk;
        this.node = node;
        this.root = root;
    }

    @Override
    protected void before(String operation, Path path) throws IOException {
        disk.before(operation, path);
    }

    /** The path of a name in its pinned folder; {@code .ingot} itself is a name in the node's folder. */
    @Override
    public Path reach(Path name) {
        Path parent = name.getParent();
        return parent == null || !name.startsWith(node.root()) || name.equals(node.root())
                ? name
                : folder(parent).resolve(Objects.requireNonNull(name.getFileName()));
    }

    @Override
    protected Path folder(Path path) {
        PinnedFolder pinned = home;
        if (pinned != null && path.startsWith(node.home())) {
            return resolve(pinned, node.home(), path);
        }
        return path.startsWith(node.root()) ? resolve(root, node.root(), path) : path;
    }

    /** A path in a pinned folder. The folder itself needs a dot at the end, or its path would be that of a link. */
    private static Path resolve(PinnedFolder pinned, Path folder, Path path) {
        return pinned.path().resolve(path.equals(folder) ? Path.of(".") : folder.relativize(path));
    }

    @Override
    void setPermissions(Path folder, FolderMode mode) throws IOException {
        try (PinnedFolder created = root.below(Objects.requireNonNull(folder.getFileName()))) {
            Files.setPosixFilePermissions(created.path(), mode.permissions());
        }
    }

    @Override
    void requirePrivate(Path folder) throws IOException {
        closeHome();
        PinnedFolder pinned = root.below(Objects.requireNonNull(folder.getFileName()));
        home = pinned;
        requirePrivate(
                folder,
                FileAccess.followed(pinned.path()).orElseThrow(() -> new NoSuchFileException(folder.toString())));
    }

    @Override
    public void close() {
        closeHome();
        root.close();
    }

    private void closeHome() {
        PinnedFolder pinned = home;
        home = null;
        if (pinned != null) {
            pinned.close();
        }
    }
}
