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
 * The operations in a node's folder of which others can change the names: in folders that are held, so that a link or
 * another folder that takes a name leads nowhere. The folder itself is held from the beginning, {@code .ingot} from when it
 * was found to be this user's alone.
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

    /** A name in a folder that is held; that of {@code .ingot} itself is one in the node's folder. */
    @Override
    public Path reach(Path name) {
        Path parent = name.getParent();
        return parent == null || !name.startsWith(node.root()) || name.equals(node.root())
                ? name
                : folder(parent).resolve(Objects.requireNonNull(name.getFileName()));
    }

    @Override
    protected Path folder(Path path) {
        PinnedFolder held = home;
        if (held != null && path.startsWith(node.home())) {
            return resolve(held, node.home(), path);
        }
        return path.startsWith(node.root()) ? resolve(root, node.root(), path) : path;
    }

    /** A path that ends with the held folder's own would be that of a link. */
    private static Path resolve(PinnedFolder held, Path folder, Path path) {
        return held.path().resolve(path.equals(folder) ? Path.of(".") : folder.relativize(path));
    }

    @Override
    void setPermissions(Path folder, FolderMode mode) throws IOException {
        try (PinnedFolder made = root.below(Objects.requireNonNull(folder.getFileName()))) {
            Files.setPosixFilePermissions(made.path(), mode.permissions());
        }
    }

    @Override
    void requirePrivate(Path folder) throws IOException {
        closeHome();
        PinnedFolder held = root.below(Objects.requireNonNull(folder.getFileName()));
        home = held;
        requirePrivate(
                folder, FileAccess.followed(held.path()).orElseThrow(() -> new NoSuchFileException(folder.toString())));
    }

    @Override
    public void close() {
        closeHome();
        root.close();
    }

    private void closeHome() {
        PinnedFolder held = home;
        home = null;
        if (held != null) {
            held.close();
        }
    }
}
