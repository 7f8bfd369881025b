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

/** From where a deployment is looked at: a folder in which its files could be put. Nothing is. */
public final class PlanningFolder {
    private PlanningFolder() {}

    /**
     * The node's folder, or the one in which it would be created; if none is named, beside the store, where nodes' folders
     * are nearest; else that of temporary files.
     *
     * @throws ImageException LOCAL_IO if neither the node's folder nor the one that is to hold it is there, or can be written;
     *     if it is no folder, or its path goes up from what is not there
     */
    public static Path folder(Optional<Path> node, Optional<ImageStore> store) throws ImageException {
        if (node.isPresent()) {
            return ofNode(KernelPath.of(node.get()), Files::isWritable);
        }
        Optional<Path> held = store.isPresent() ? Optional.of(store.get().folder()) : Optional.empty();
        return held.map(Path::getParent).stream()
                .filter(Files::isDirectory)
                .filter(Files::isWritable)
                .findFirst()
                .orElseGet(() -> Path.of(System.getProperty("java.io.tmpdir")));
    }

    /** A file that is not there, in whose place an image could be put: what stands under its own name is judged later. */
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
                            "nothing can be put into " + folder
                                    + ": give this user access, or name another node's folder")
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
