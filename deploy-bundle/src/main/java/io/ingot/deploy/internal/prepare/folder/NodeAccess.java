// SPDX-License-Identifier: Apache-2.0
package io.ingot.deploy.internal.prepare.folder;

import io.ingot.common.file.PinnedFolder;
import io.ingot.common.file.TracedPath;
import io.ingot.common.file.TrustedUsers;
import io.ingot.common.file.Weakness;
import io.ingot.image.ImageException;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The access of one run to a node's folder: by path or, if others can change names on the path, through pinned folders. */
public final class NodeAccess implements AutoCloseable {
    private final NodeDisk disk;
    private final @Nullable PinnedDisk pinned;

    private NodeAccess(NodeDisk disk, @Nullable PinnedDisk pinned) {
        this.disk = disk;
        this.pinned = pinned;
    }

    /**
     * Opens a folder that exists.
     *
     * @throws ImageException LOCAL_IO if others can change a symbolic link on its path, or other names on it and the folder
     *     cannot be pinned
     */
    public static NodeAccess open(NodeFolder node, NodeDisk disk) throws IOException {
        TracedPath traced = TracedPath.of(node.root(), TrustedUsers.current());
        if (traced.foreignLink().isPresent()) {
            throw NodeFolderErrors.foreignLink(traced.foreignLink().get());
        }
        Optional<Weakness> weakness = traced.weakness();
        if (weakness.isEmpty()) {
            return new NodeAccess(disk, null);
        }
        try {
            PinnedDisk pinned = new PinnedDisk(disk, node, PinnedFolder.of(node.root(), traced.real()));
            return new NodeAccess(pinned, pinned);
        } catch (IOException e) {
            throw NodeFolderErrors.permanent(
                    node.root(),
                    weakness.get().text() + ", and the folder cannot be pinned (" + ImageException.reason(e) + ")",
                    "let only root or the user of this process write there");
        }
    }

    /** The operations on the folder. */
    public NodeDisk disk() {
        return disk;
    }

    @Override
    public void close() {
        if (pinned != null) {
            pinned.close();
        }
    }
}
