// SPDX-License-Identifier: Apache-2.0
package io.ingot.deploy.internal.prepare.record;

import io.ingot.common.file.FileState;
import io.ingot.deploy.internal.prepare.folder.NodeDisk;
import io.ingot.deploy.internal.prepare.folder.NodeFolder;
import io.ingot.deploy.internal.prepare.folder.NodeFolderErrors;
import io.ingot.image.ImageException;
import java.io.IOException;
import java.util.Optional;

/** Reads and replaces the record of a node's folder. The caller holds the folder's lock. */
public final class NodeRecords {
    private final NodeFolder folder;
    private final NodeDisk disk;

    /** Accesses the record of a folder. */
    public NodeRecords(NodeFolder folder, NodeDisk disk) {
        this.folder = folder;
        this.disk = disk;
    }

    /**
     * Reads the record; absent if there is none.
     *
     * @throws ImageException LOCAL_IO if it cannot be parsed
     */
    public Optional<NodeRecord> read() throws IOException {
        Optional<FileState> state = disk.state(folder.record());
        if (state.isEmpty()) {
            return Optional.empty();
        }
        if (!state.get().isFile()) {
            throw unreadable("not a regular file");
        }
        if (state.get().size() > RecordJson.MAX_BYTES) {
            throw unreadable("more than " + RecordJson.MAX_BYTES + " bytes");
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

    private ImageException unreadable(String reason) {
        return NodeFolderErrors.permanent(
                folder.record(),
                "cannot be read (" + reason + "), so Ingot does not know which files it prepared",
                "check it, delete the files that it lists, then delete " + folder.home());
    }
}
