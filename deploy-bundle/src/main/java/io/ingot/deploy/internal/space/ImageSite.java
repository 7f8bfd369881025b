// SPDX-License-Identifier: Apache-2.0
package io.ingot.deploy.internal.space;

import java.util.Optional;

/**
 * Where the images of a plan come to lie.
 *
 * @param node the node's folder
 * @param named whether the caller named that folder; else it is a guess
 * @param store the store
 */
public record ImageSite(FileSystemFolder node, boolean explicit, Optional<FileSystemFolder> store) {
    /** Whether both are on one file system, where what the store holds is linked or cloned into the node's folder. */
    boolean isShared() {
        return store.filter(node::isOnSameFileSystemAs).isPresent();
    }
}
