// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.store;

import io.ingot.fetch.internal.destination.FileMode;
import io.ingot.fetch.internal.store.place.PlacementMethod;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/**
 * What the operator wants of the store; replaceable while it runs.
 *
 * @param maxBytes what may be held; 0: as much as the disk has room for
 * @param maxAge how long something stays without being used; zero: for ever
 * @param mode the permissions of an image at its destination
 * @param owner who owns it there, a name or a number; absent: who runs this process
 * @param group its group there, a name or a number; absent: that of this process
 * @param placements how it comes there, the preferred one first; copy is always the last
 */
public record StoreRules(
        long maxBytes,
        Duration maxAge,
        FileMode mode,
        Optional<String> owner,
        Optional<String> group,
        List<PlacementMethod> placements) {

    /** Copies the list, without what is named twice and what comes after copy. */
    public StoreRules {
        List<PlacementMethod> distinct = new ArrayList<>(new LinkedHashSet<>(placements));
        int copy = distinct.indexOf(PlacementMethod.COPY);
        List<PlacementMethod> before = copy < 0 ? distinct : distinct.subList(0, copy);
        placements = new ArrayList<>(before);
        placements.add(PlacementMethod.COPY);
        placements = List.copyOf(placements);
    }

    /** The moment since when a content must have been used, so that it is not dropped for its age. */
    Instant unusedSince(Instant now) {
        return maxAge.isZero() ? Instant.MIN : now.minus(maxAge);
    }

    /** What may be held, as a number. */
    long mostBytes() {
        return maxBytes == 0 ? Long.MAX_VALUE : maxBytes;
    }
}
