// SPDX-License-Identifier: Apache-2.0
package io.ingot.deploy.internal.query;

import io.ingot.deploy.internal.prepare.folder.KernelPath;
import io.ingot.deploy.internal.prepare.folder.NodeFolderErrors;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.store.ImageStore;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Finds the folder for which a deployment is planned. Nothing is written to it. */
public final class PlanningFolder {
    private PlanningFolder() {}

    /**
     * The node's folder, or its parent if it does not exist yet. If the caller names no folder, the parent of the store's
     * folder, to which nodes' folders are usually close; else the folder of temporary files.
     *
     * @throws ImageException LOCAL_IO if neither the node's folder nor its parent exists, if it is not writable or not a
     *     directory, or if its path goes up from a directory that does not exist
     */
    public static Path folder(Optional<Path> node, Optional<ImageStore> store) throws ImageException {
        if (node.isPresent()) {
            return ofNode(KernelPath.of(node.get()), Files::isWritable);
        }
        Optional<Path> storeFolder = store.isPresent() ? Optional.of(store.get().folder()) : Optional.empty();
        return storeFolder.map(Path::getParent).stream()
                .filter(Files::isDirectory)
                .filter(Files::isWritable)
                .findFirst()
                .orElseGet(() -> Path.of(System.getProperty("java.io.tmpdir")));
    }

    /** The path of a file that does not exist, for a preview: {@code prepare} checks what has the image's own name. */
    public static Path unusedPath(Path folder, String file) {
        return folder.resolve(".ingot-plan-" + UUID.randomUUID() + "-" + file);
    }

    static Path ofNode(Path node, Predicate<Path> writable) throws ImageException {
        if (Files.exists(node, LinkOption.NOFOLLOW_LINKS) && !Files.isDirectory(node)) {
            throw NodeFolderErrors.notADirectory(node);
        }
        Path folder = existingFolder(node);
        if (!writable.test(folder)) {
            throw new ImageException(
                            ErrorCode.LOCAL_IO,
                            folder + ": not writable; give this user write access, or name another node's folder")
                    .nonRetryable();
        }
        return folder;
    }

    private static Path existingFolder(Path node) throws ImageException {
        return Stream.of(Optional.of(node), Optional.ofNullable(node.getParent()))
                .flatMap(Optional::stream)
                .filter(Files::isDirectory)
                .findFirst()
                .orElseThrow(() -> NodeFolderErrors.noParent(node));
    }
}
