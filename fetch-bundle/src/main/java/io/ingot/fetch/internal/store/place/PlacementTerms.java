// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.store.place;

import io.ingot.fetch.internal.store.content.PlacedOwnership;
import java.util.List;

/**
 * The conditions of a placement.
 *
 * @param methods the preferred one first, copy last
 * @param ownership the owner and mode of the placed image
 * @param durable whether the placement ends a transfer: then it survives a crash of the machine, and space for a copy
 *     was reserved before
 */
public record PlacementTerms(List<PlacementMethod> methods, PlacedOwnership ownership, boolean durable) {
    /** Copies the list. */
    public PlacementTerms {
        methods = List.copyOf(methods);
    }
}
