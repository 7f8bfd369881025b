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

/** The way into a node's folder for one run: by its path, or where others can change names on it, into what is held. */
public final class NodeAccess implements AutoCloseable {
    private final NodeDisk disk;
    private final @Nullable PinnedDisk pinned;

    private NodeAccess(NodeDisk disk, @Nullable PinnedDisk pinned) {
        this.disk = disk;
        this.pinned = pinned;
    }

    /**
     * Enters a folder that exists.
     *
     * @throws ImageException LOCAL_IO if others can change a symbolic link on its path, or change its names and it cannot be
     *     held
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
                    weakness.get().text() + ", and the node's folder cannot be held (" + ImageException.reason(e)
                            + "):",
                    node.root(),
                    "let only root or the user of this process write there");
        }
    }

    /** What works in the folder. */
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
