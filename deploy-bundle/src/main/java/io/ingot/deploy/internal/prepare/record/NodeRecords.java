// SPDX-License-Identifier: Apache-2.0
package io.ingot.deploy.internal.prepare.record;

import io.ingot.common.file.FileState;
import io.ingot.deploy.internal.prepare.folder.NodeDisk;
import io.ingot.deploy.internal.prepare.folder.NodeFolder;
import io.ingot.deploy.internal.prepare.folder.NodeFolderErrors;
import io.ingot.image.ImageException;
import java.io.IOException;
import java.util.Optional;

/** Reads and replaces the record of a node's folder. For who has its lock. */
public final class NodeRecords {
    private final NodeFolder folder;
    private final NodeDisk disk;

    /** The record of this folder. */
    public NodeRecords(NodeFolder folder, NodeDisk disk) {
        this.folder = folder;
        this.disk = disk;
    }

    /**
     * What the record says; absent if there is none.
     *
     * @throws ImageException LOCAL_IO if it cannot be understood; nothing is guessed then
     */
    public Optional<NodeRecord> read() throws IOException {
        Optional<FileState> state = disk.state(folder.record());
        if (state.isEmpty()) {
            return Optional.empty();
        }
        if (!state.get().isFile()) {
            throw unreadable("it is no file");
        }
        if (state.get().size() > RecordJson.MAX_BYTES) {
            throw unreadable("it has more than " + RecordJson.MAX_BYTES + " bytes");
        }
        try {
            return Optional.of(RecordJson.read(disk.read(folder.record(), RecordJson.MAX_BYTES)));
        } catch (IllegalArgumentException e) {
            throw unreadable(String.valueOf(e.getMessage()));
        }
    }

    /** Replaces the record in one step that survives a crash. */
    public void write(NodeRecord record) throws IOException {
        byte[] bytes = RecordJson.write(record);
        deleteNew();
        disk.create(folder.newRecord(), bytes);
        disk.force(folder.newRecord());
        disk.move(folder.newRecord(), folder.record());
        disk.force(folder.home());
    }

    /** Deletes the record. */
    public void delete() throws IOException {
        deleteNew();
        disk.delete(folder.record());
    }

    private void deleteNew() throws IOException {
        if (disk.state(folder.newRecord()).isPresent()) {
            disk.delete(folder.newRecord());
        }
    }

    private ImageException unreadable(String why) {
        return NodeFolderErrors.permanent(
                "what was prepared cannot be told (" + why + "):",
                folder.record(),
                "look at it, delete by hand what it lists, then delete " + folder.home());
    }
}
