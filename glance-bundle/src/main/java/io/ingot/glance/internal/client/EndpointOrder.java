// SPDX-License-Identifier: Apache-2.0
package io.ingot.glance.internal.client;

import io.ingot.image.ImageReference;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** In which order endpoints are asked: first the one that answered last. Safe for concurrent use. */
public final class EndpointOrder {
    private volatile @Nullable ImageReference last;

    /** An endpoint has answered. */
    public void markAnswered(ImageReference endpoint) {
        last = endpoint;
    }

    /** The endpoints, each once: the one that answered last, then the others as they were given. */
    public List<ImageReference> inOrder(List<ImageReference> bestFirst) {
        Set<ImageReference> order = new LinkedHashSet<>();
        ImageReference proven = last;
        if (proven != null && bestFirst.contains(proven)) {
            order.add(proven);
        }
        order.addAll(bestFirst);
        return List.copyOf(order);
    }
}
