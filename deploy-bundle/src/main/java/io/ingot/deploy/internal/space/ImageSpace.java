// SPDX-License-Identifier: Apache-2.0
package io.ingot.deploy.internal.space;

import io.ingot.image.client.FetchPreview;
import io.ingot.image.deploy.PlannedImage;
import io.ingot.image.deploy.Role;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The room that one image takes. Where the store's files are linked or cloned into a node's folder beside it the engine asks
 * for its size once, where they are copied, twice; each time less what has arrived in the store already.
 *
 * @param role whose it is
 * @param store its bytes in the store
 * @param node its bytes in the node's folder
 * @param linkable as many of these as need no room if a local file can be linked
 * @param known whether that is all
 */
record ImageSpace(Role role, long store, long node, long linkable, boolean known) {
    /** That of an image. */
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
        boolean kept = site.store().isPresent()
                && preview.get().info().cacheable()
                && image.fetch(site.node().folder().resolve(image.file()))
                        .options()
                        .useStore();
        if (kept) {
            long rest = space.getAsLong() > size ? space.getAsLong() - size : space.getAsLong();
            long copy = site.isShared() ? space.getAsLong() - rest : size;
            return new ImageSpace(image.role(), rest, copy, 0, true);
        }
        return new ImageSpace(image.role(), 0, size, site.node().canLink(image.reference()) ? size : 0, true);
    }

    /** The same, if the store gets it for another role, too. */
    ImageSpace withoutStore() {
        return new ImageSpace(role, 0, node, linkable, known);
    }

    /** The bytes at both places. */
    long total() {
        return sum(store, node);
    }

    /** Sizes are what a server declares: a sum of them may be beyond all numbers. */
    static long sum(long one, long other) {
        return one > Long.MAX_VALUE - other ? Long.MAX_VALUE : one + other;
    }
}
