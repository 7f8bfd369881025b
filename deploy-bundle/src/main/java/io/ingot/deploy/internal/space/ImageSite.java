// SPDX-License-Identifier: Apache-2.0
package io.ingot.deploy.internal.space;

import java.util.Optional;

/**
 * The folders that receive the images of a plan.
 *
 * @param node the node's folder
 * @param explicit whether the caller named that folder; otherwise it is a guess
 * @param store the store's folder
 */
public record ImageSite(FileSystemFolder node, boolean explicit, Optional<FileSystemFolder> store) {
    /** Whether both are on one file system, so that stored images are linked or cloned into the node's folder. */
    boolean isShared() {
        return store.filter(node::isOnSameFileSystemAs).isPresent();
    }
}
