// SPDX-License-Identifier: Apache-2.0
package io.ingot.image.deploy;

import io.ingot.image.client.FetchedImage;
import java.util.Objects;

/**
 * A prepared image in a node's folder.
 *
 * @param role the role of the image
 * @param image the fetched image, with its path in the node's folder
 */
public record PreparedImage(Role role, FetchedImage image) {
    /** Checks that no value is null. */
    public PreparedImage {
        Objects.requireNonNull(role);
        Objects.requireNonNull(image);
    }
}
