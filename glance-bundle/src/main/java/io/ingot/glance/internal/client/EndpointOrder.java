// SPDX-License-Identifier: Apache-2.0
package io.ingot.glance.internal.client;

import io.ingot.image.ImageReference;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Orders endpoints so that the one that answered last is tried first. Safe for concurrent use. */
public final class EndpointOrder {
    private volatile @Nullable ImageReference last;

    /**
     * The endpoints of one call, ordered by the answers of all calls.
     *
     * @param configured the endpoints as they were configured or catalogued, best first; at least one
     */
    public record Endpoints(List<ImageReference> configured, EndpointOrder order) {
        /** Lists each endpoint once: the one that answered last, then the others as configured. */
        List<ImageReference> inOrder() {
            return order.inOrder(configured);
        }

        /** Moves an endpoint to the front, for later calls too. */
        void markAnswered(ImageReference endpoint) {
            order.last = endpoint;
        }
    }

    /** Pairs endpoints with this order. */
    public Endpoints of(List<ImageReference> configured) {
        return new Endpoints(List.copyOf(configured), this);
    }

    private List<ImageReference> inOrder(List<ImageReference> configured) {
        Set<ImageReference> ordered = new LinkedHashSet<>();
        ImageReference first = last;
        if (first != null && configured.contains(first)) {
            ordered.add(first);
        }
        ordered.addAll(configured);
        return List.copyOf(ordered);
    }
}
