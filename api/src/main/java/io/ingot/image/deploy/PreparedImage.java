// SPDX-License-Identifier: Apache-2.0
package io.ingot.image.deploy;

import io.ingot.image.client.FetchedImage;
import java.util.Objects;

/**
 * An image in a node's folder.
 *
 * @param role what it is for
 * @param image what was fetched; its path is that in the node's folder
 */
public record PreparedImage(Role role, FetchedImage image) {
    /** Nothing may be null. */
    public PreparedImage {
        Objects.requireNonNull(role);
        Objects.requireNonNull(image);
    }
}
