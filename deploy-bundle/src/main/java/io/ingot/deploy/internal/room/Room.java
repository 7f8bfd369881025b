// SPDX-License-Identifier: Apache-2.0
package io.ingot.deploy.internal.room;

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
public final class Room {
    private final Site site;
    private final List<Load> loads;
    private final Findings findings;

    private Room(Site site, List<Load> loads, Findings findings) {
        this.site = site;
        this.loads = loads;
        this.findings = findings;
    }

    /**
     * Sums up, and tells what does not fit.
     *
     * @param reclaimable the bytes that the store holds and nobody uses; asked for if they matter
     */
    public static List<SpaceNeed> check(
            List<PlannedImage> images, Site site, LongSupplier reclaimable, Findings findings) {
        List<Load> loads = loads(images, site);
        if (loads.stream().noneMatch(Load::known)) {
            return List.of();
        }
        Room room = new Room(site, loads, findings);
        Optional<Place> apart = site.store().filter(store -> !site.shared());
        List<SpaceNeed> needs = new ArrayList<>();
        needs.add(room.need(site.node(), apart.isPresent() ? Load::node : Load::total));
        apart.ifPresent(store -> needs.add(room.need(store, Load::store)));
        room.judgeNode(needs.get(0), reclaimable);
        if (apart.isPresent()) {
            room.judgeStore(needs.get(1), reclaimable);
        }
        return List.copyOf(needs);
    }

    /** The store gets an image once, for however many roles. */
    private static List<Load> loads(List<PlannedImage> images, Site site) {
        Set<ImageRequest> kept = new HashSet<>();
        List<Load> loads = new ArrayList<>();
        for (PlannedImage image : images) {
            Load load = Load.of(image, site);
            loads.add(kept.add(image.request()) ? load : load.besides());
        }
        return loads;
    }

    private SpaceNeed need(Place place, ToLongFunction<Load> share) {
        long needed = loads.stream().mapToLong(share).reduce(0, Load::sum);
        boolean known = loads.stream().allMatch(Load::known);
        return new SpaceNeed(place.folder(), needed, place.free(), !known);
    }

    private void judgeNode(SpaceNeed need, LongSupplier reclaimable) {
        if (need.fits()) {
            return;
        }
        String text = text(need, site.shared() ? Load::total : Load::node);
        long linkable = loads.stream().mapToLong(Load::linkable).reduce(0, Load::sum);
        long room = Load.sum(need.free(), linkable);
        if (room >= need.needed()) {
            findings.warn(text + "; local files that can be linked need none of it");
        } else if (!site.named()) {
            findings.warn(text + "; name a node's folder that has more room");
        } else if (site.shared() && Load.sum(room, reclaimable.getAsLong()) >= need.needed()) {
            findings.warn(text + "; the store will drop images that nobody uses");
        } else {
            findings.warn(text + "; make room there, or take smaller images");
        }
    }

    /** An image that the store has no room for comes into the node's folder all the same. */
    private void judgeStore(SpaceNeed need, LongSupplier reclaimable) {
        if (!need.fits() && Load.sum(need.free(), reclaimable.getAsLong()) < need.needed()) {
            findings.warn(text(need, Load::store) + "; what finds no room in the store is fetched, and not kept");
        }
    }

    private String text(SpaceNeed need, ToLongFunction<Load> share) {
        String parts = loads.stream()
                .filter(load -> share.applyAsLong(load) > 0)
                .map(load -> load.role().text() + " " + share.applyAsLong(load))
                .collect(Collectors.joining(", "));
        return "the images need " + need.needed() + " bytes together in " + need.folder() + " (" + parts + "), and "
                + need.free() + " are free";
    }
}
