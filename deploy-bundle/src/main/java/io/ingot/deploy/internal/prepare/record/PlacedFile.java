// SPDX-License-Identifier: Apache-2.0
package io.ingot.deploy.internal.prepare.record;

import io.ingot.common.file.FileState;
import io.ingot.deploy.internal.prepare.folder.NodeFolder;
import io.ingot.image.Checksum;
import java.time.Instant;
import java.util.List;

/**
 * A file that was placed in a node's folder, or is being placed.
 *
 * @param role the role of its image
 * @param name its name in the folder
 * @param reference the reference of its image, without secrets
 * @param digests the known digests of its bytes, possibly none
 * @param inode its inode
 * @param size its size in bytes
 * @param modified its modification time
 */
public record PlacedFile(
        String role, String name, String reference, List<Checksum> digests, long inode, long size, Instant modified) {
    /** Checks the name. */
    public PlacedFile {
        NodeFolder.checkedName(name);
        digests = List.copyOf(digests);
    }

    /** Whether a state is that of this file, neither replaced nor changed. */
    public boolean matches(FileState state) {
        return state.isFile()
                && state.inode() == inode
                && state.size() == size
                && state.modified().equals(modified);
    }

    /** Whether both are the same file under the same name, such as an image that was linked out of the store again. */
    public boolean isSameAs(PlacedFile other) {
        return other.name.equals(name) && other.inode == inode && other.size == size && other.modified.equals(modified);
    }
}
