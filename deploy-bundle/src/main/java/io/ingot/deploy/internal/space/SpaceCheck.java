// SPDX-License-Identifier: Apache-2.0
package io.ingot.deploy.internal.space;

import io.ingot.deploy.internal.field.Findings;
import io.ingot.image.ImageRequest;
import io.ingot.image.deploy.PlannedImage;
import io.ingot.image.deploy.SpaceNeed;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/**
 * Checks whether all images of a plan together fit into their folders, even if each one alone does. A shortage is only a
 * warning: free space changes, and the engine checks it again for each transfer.
 */
public final class SpaceCheck {
    private final ImageSite site;
    private final List<ImageSpace> spaces;
    private final Findings findings;

    private SpaceCheck(ImageSite site, List<ImageSpace> spaces, Findings findings) {
        this.site = site;
        this.spaces = spaces;
        this.findings = findings;
    }

    /**
     * Sums up the space that the images need, and warns if they do not fit.
     *
     * @param reclaimable supplies the bytes that the store could evict; called only if they matter
     */
    public static List<SpaceNeed> check(
            List<PlannedImage> images, ImageSite site, LongSupplier reclaimable, Findings findings) {
        List<ImageSpace> spaces = spaces(images, site);
        if (spaces.stream().noneMatch(ImageSpace::known)) {
            return List.of();
        }
        SpaceCheck check = new SpaceCheck(site, spaces, findings);
        Optional<FileSystemFolder> separateStore = site.store().filter(store -> !site.isShared());
        List<SpaceNeed> needs = new ArrayList<>();
        needs.add(check.need(site.node(), separateStore.isPresent() ? ImageSpace::node : ImageSpace::total));
        separateStore.ifPresent(store -> needs.add(check.need(store, ImageSpace::store)));
        check.checkNode(needs.get(0), reclaimable);
        if (separateStore.isPresent()) {
            check.checkStore(needs.get(1), reclaimable);
        }
        return List.copyOf(needs);
    }

    /** Counts an image once for the store, whatever the number of its roles. */
    private static List<ImageSpace> spaces(List<PlannedImage> images, ImageSite site) {
        Set<ImageRequest> stored = new HashSet<>();
        List<ImageSpace> spaces = new ArrayList<>();
        for (PlannedImage image : images) {
            ImageSpace space = ImageSpace.of(image, site);
            spaces.add(stored.add(image.request()) ? space : space.withoutStore());
        }
        return spaces;
    }

    private SpaceNeed need(FileSystemFolder folder, ToLongFunction<ImageSpace> part) {
        long needed = spaces.stream().mapToLong(part).reduce(0, ImageSpace::sum);
        boolean known = spaces.stream().allMatch(ImageSpace::known);
        return new SpaceNeed(folder.folder(), needed, folder.free(), !known);
    }

    private void checkNode(SpaceNeed need, LongSupplier reclaimable) {
        if (need.fits()) {
            return;
        }
        String text = text(need, site.isShared() ? ImageSpace::total : ImageSpace::node);
        long linkable = spaces.stream().mapToLong(ImageSpace::linkable).reduce(0, ImageSpace::sum);
        long available = ImageSpace.sum(need.free(), linkable);
        if (available >= need.needed()) {
            findings.warn(text + "; local files need no space if they can be linked");
        } else if (!site.explicit()) {
            findings.warn(text + "; name a node's folder with more free space");
        } else if (site.isShared() && ImageSpace.sum(available, reclaimable.getAsLong()) >= need.needed()) {
            findings.warn(text + "; the store will evict unused images");
        } else {
            findings.warn(text + "; free some space there, or use smaller images");
        }
    }

    /** An image that does not fit into the store is fetched straight into the node's folder. */
    private void checkStore(SpaceNeed need, LongSupplier reclaimable) {
        if (!need.fits() && ImageSpace.sum(need.free(), reclaimable.getAsLong()) < need.needed()) {
            findings.warn(text(need, ImageSpace::store) + "; images that do not fit are fetched without the store");
        }
    }

    private String text(SpaceNeed need, ToLongFunction<ImageSpace> part) {
        String parts = spaces.stream()
                .filter(space -> part.applyAsLong(space) > 0)
                .map(space -> space.role().text() + " " + part.applyAsLong(space))
                .collect(Collectors.joining(", "));
        return need.folder() + ": the images need " + need.needed() + " bytes together (" + parts + "), " + need.free()
                + " are free";
    }
}
