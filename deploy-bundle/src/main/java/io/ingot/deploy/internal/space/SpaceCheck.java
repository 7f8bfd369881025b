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
 * Whether all images of a plan fit together where they come to lie: each alone may, and all of them not. What does not fit is
 * warned of, and keeps nobody from trying: room comes and goes, and it is the engine that asks for it.
 */
public final class SpaceCheck {
    private final ImageSite site;
    private final List<ImageSpace> spaces;
    private final Findings findings;

    private SpaceCheck(ImageSite site, List<ImageSpace> loads, Findings findings) {
        this.site = site;
        this.spaces = loads;
        this.findings = findings;
    }

    /**
     * Sums up, and tells what does not fit.
     *
     * @param reclaimable the bytes that the store holds and nobody uses; asked for if they matter
     */
    public static List<SpaceNeed> check(
            List<PlannedImage> images, ImageSite site, LongSupplier reclaimable, Findings findings) {
        List<ImageSpace> loads = spaces(images, site);
        if (loads.stream().noneMatch(ImageSpace::known)) {
            return List.of();
        }
        SpaceCheck room = new SpaceCheck(site, loads, findings);
        Optional<FileSystemFolder> apart = site.store().filter(store -> !site.isShared());
        List<SpaceNeed> needs = new ArrayList<>();
        needs.add(room.need(site.node(), apart.isPresent() ? ImageSpace::node : ImageSpace::total));
        apart.ifPresent(store -> needs.add(room.need(store, ImageSpace::store)));
        room.checkNode(needs.get(0), reclaimable);
        if (apart.isPresent()) {
            room.checkStore(needs.get(1), reclaimable);
        }
        return List.copyOf(needs);
    }

    /** The store gets an image once, for however many roles. */
    private static List<ImageSpace> spaces(List<PlannedImage> images, ImageSite site) {
        Set<ImageRequest> kept = new HashSet<>();
        List<ImageSpace> loads = new ArrayList<>();
        for (PlannedImage image : images) {
            ImageSpace load = ImageSpace.of(image, site);
            loads.add(kept.add(image.request()) ? load : load.withoutStore());
        }
        return loads;
    }

    private SpaceNeed need(FileSystemFolder place, ToLongFunction<ImageSpace> share) {
        long needed = spaces.stream().mapToLong(share).reduce(0, ImageSpace::sum);
        boolean known = spaces.stream().allMatch(ImageSpace::known);
        return new SpaceNeed(place.folder(), needed, place.free(), !known);
    }

    private void checkNode(SpaceNeed need, LongSupplier reclaimable) {
        if (need.fits()) {
            return;
        }
        String text = text(need, site.isShared() ? ImageSpace::total : ImageSpace::node);
        long linkable = spaces.stream().mapToLong(ImageSpace::linkable).reduce(0, ImageSpace::sum);
        long room = ImageSpace.sum(need.free(), linkable);
        if (room >= need.needed()) {
            findings.warn(text + "; local files that can be linked need none of it");
        } else if (!site.explicit()) {
            findings.warn(text + "; name a node's folder that has more room");
        } else if (site.isShared() && ImageSpace.sum(room, reclaimable.getAsLong()) >= need.needed()) {
            findings.warn(text + "; the store will drop images that nobody uses");
        } else {
            findings.warn(text + "; make room there, or take smaller images");
        }
    }

    /** An image that the store has no room for comes into the node's folder all the same. */
    private void checkStore(SpaceNeed need, LongSupplier reclaimable) {
        if (!need.fits() && ImageSpace.sum(need.free(), reclaimable.getAsLong()) < need.needed()) {
            findings.warn(text(need, ImageSpace::store) + "; what finds no room in the store is fetched, and not kept");
        }
    }

    private String text(SpaceNeed need, ToLongFunction<ImageSpace> share) {
        String parts = spaces.stream()
                .filter(load -> share.applyAsLong(load) > 0)
                .map(load -> load.role().text() + " " + share.applyAsLong(load))
                .collect(Collectors.joining(", "));
        return "the images need " + need.needed() + " bytes together in " + need.folder() + " (" + parts + "), and "
                + need.free() + " are free";
    }
}
