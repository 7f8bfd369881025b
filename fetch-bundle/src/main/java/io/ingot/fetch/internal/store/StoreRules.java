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
 * The operator's settings of a store; replaceable while it is open.
 *
 * @param maxBytes the largest total size in bytes; 0: limited by the disk only
 * @param maxAge how long an unused image stays; zero: without limit
 * @param mode the permissions of a placed image
 * @param owner the owner of a placed image, a name or uid; absent: the user of this process
 * @param group the group of a placed image, a name or gid; absent: that of this process
 * @param placements the methods of placement, the preferred one first; copy is always the last
 */
public record StoreRules(
        long maxBytes,
        Duration maxAge,
        FileMode mode,
        Optional<String> owner,
        Optional<String> group,
        List<PlacementMethod> placements) {

    /** Copies the list without duplicates and without methods after copy. */
    public StoreRules {
        List<PlacementMethod> distinct = new ArrayList<>(new LinkedHashSet<>(placements));
        int copy = distinct.indexOf(PlacementMethod.COPY);
        List<PlacementMethod> before = copy < 0 ? distinct : distinct.subList(0, copy);
        placements = new ArrayList<>(before);
        placements.add(PlacementMethod.COPY);
        placements = List.copyOf(placements);
    }

    /** Returns the time after which an image must have been used, or else it is dropped for its age. */
    Instant unusedSince(Instant now) {
        return maxAge.isZero() ? Instant.MIN : now.minus(maxAge);
    }

    /** Returns the largest total size in bytes; {@link Long#MAX_VALUE} if there is no limit. */
    long byteLimit() {
        return maxBytes == 0 ? Long.MAX_VALUE : maxBytes;
    }
}
