// SPDX-License-Identifier: Apache-2.0
package io.ingot.deploy.internal.prepare.record;

import io.ingot.common.file.FileState;
import io.ingot.deploy.internal.prepare.folder.NodeFolder;
import io.ingot.image.Checksum;
import java.time.Instant;
import java.util.List;

/**
 * A file that stands in a node's folder, or is to stand there.
 *
 * @param role what it is for
 * @param name its name in the folder; no other place can be named
 * @param reference which image it is, without secrets
 * @param digests what is known of its bytes, perhaps nothing
 * @param inode which file it is
 * @param size its bytes
 * @param modified when they last changed
 */
public record PlacedFile(
        String role, String name, String reference, List<Checksum> digests, long inode, long size, Instant modified) {
    /** Checks the name. */
    public PlacedFile {
        NodeFolder.checkedName(name);
        digests = List.copyOf(digests);
    }

    /** Whether that is this file still, and not one that somebody else put there, or changed. */
    public boolean matches(FileState state) {
        return state.isFile()
                && state.inode() == inode
                && state.size() == size
                && state.modified().equals(modified);
    }

    /** Whether that is the same file under the same name, as where an image is linked out of the store again. */
    public boolean isSameAs(PlacedFile other) {
        return other.name.equals(name) && other.inode == inode && other.size == size && other.modified.equals(modified);
    }
}
