// SPDX-License-Identifier: Apache-2.0
package io.ingot.deploy.internal.prepare;

import io.ingot.deploy.internal.prepare.folder.NodeAccess;
import io.ingot.deploy.internal.prepare.folder.NodeDisk;
import io.ingot.deploy.internal.prepare.folder.NodeFolder;
import io.ingot.deploy.internal.prepare.folder.NodeFolderErrors;
import io.ingot.deploy.internal.prepare.folder.NodeLock;
import io.ingot.image.Call;
import io.ingot.image.ImageException;
import io.ingot.image.deploy.CleanedNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Removes prepared files from nodes' folders, without any other service. Safe for concurrent use. */
public final class NodeCleanup {
    private final NodeDisk disk;

    /** A cleanup of local folders. */
    public NodeCleanup() {
        this(new NodeDisk());
    }

    NodeCleanup(NodeDisk disk) {
        this.disk = disk;
    }

    /** Cleans a folder, as {@link io.ingot.image.deploy.DeploymentPlanner#clean} specifies. */
    public CleanedNode clean(Path folder, Call call) throws ImageException {
        call.check();
        NodeFolder node = NodeFolder.of(folder);
        try {
            if (!Files.isDirectory(node.root()) && disk.state(node.root()).isPresent()) {
                throw NodeFolderErrors.notADirectory(node.root());
            }
            if (disk.state(node.home()).isEmpty()) {
                return new CleanedNode(node.root(), List.of(), List.of(Placement.nothingPrepared(node)));
            }
            try (NodeAccess access = NodeAccess.open(node, disk);
                    NodeLock lock = NodeLock.acquire(node, access.disk())) {
                Placement placement = new Placement(node, access.disk());
                List<Path> removed = placement.clean();
                return new CleanedNode(node.root(), removed, placement.warnings());
            }
        } catch (IOException e) {
            throw NodeFolderErrors.failed("cleaning", node.root(), e);
        }
    }
}
