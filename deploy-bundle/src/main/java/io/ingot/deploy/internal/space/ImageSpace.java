// SPDX-License-Identifier: Apache-2.0
package io.ingot.deploy.internal.space;

import io.ingot.image.client.FetchPreview;
import io.ingot.image.deploy.PlannedImage;
import io.ingot.image.deploy.Role;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The space that one image needs. The engine reports its size once if stored files are linked or cloned into the node's
 * folder, and twice if they are copied; in each case less what the store has received already.
 *
 * @param role the role of the image
 * @param store its bytes in the store
 * @param node its bytes in the node's folder
 * @param linkable how many of these need no space if a local file can be linked
 * @param known whether the size is known
 */
record ImageSpace(Role role, long store, long node, long linkable, boolean known) {
    /** Computes the space for an image. */
    static ImageSpace of(PlannedImage image, ImageSite site) {
        Optional<FetchPreview> preview = image.preview();
        OptionalLong space = preview.map(FetchPreview::space).orElse(OptionalLong.empty());
        if (preview.isEmpty() || space.isEmpty()) {
            return new ImageSpace(image.role(), 0, 0, 0, false);
        }
        if (preview.get().held()) {
            return new ImageSpace(image.role(), 0, space.getAsLong(), 0, true);
        }
        long size = preview.get().info().size().orElse(space.getAsLong());
        boolean stored = site.store().isPresent()
                && preview.get().info().cacheable()
                && image.fetch(site.node().folder().resolve(image.file()))
                        .options()
                        .useStore();
        if (stored) {
            long rest = space.getAsLong() > size ? space.getAsLong() - size : space.getAsLong();
            long copy = site.isShared() ? space.getAsLong() - rest : size;
            return new ImageSpace(image.role(), rest, copy, 0, true);
        }
        return new ImageSpace(image.role(), 0, size, site.node().canLink(image.reference()) ? size : 0, true);
    }

    /** The space of an image that the store receives for another role already. */
    ImageSpace withoutStore() {
        return new ImageSpace(role, 0, node, linkable, known);
    }

    /** The bytes in both folders. */
    long total() {
        return sum(store, node);
    }

    /** Adds without overflow: servers declare sizes, however large. */
    static long sum(long first, long second) {
        return first > Long.MAX_VALUE - second ? Long.MAX_VALUE : first + second;
    }
}
