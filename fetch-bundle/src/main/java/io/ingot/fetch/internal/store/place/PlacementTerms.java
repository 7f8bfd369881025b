// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.store.place;

import io.ingot.fetch.internal.store.content.PlacedOwnership;
import java.util.List;

/**
 * How a content may come to a destination.
 *
 * @param ways the preferred one first, copy the last
 * @param ownership of what lands
 * @param landing whether it is the end of a transfer: then a crash of the machine may not undo it, and room for a copy was
 *     promised before
 */
public record PlacementTerms(List<PlacementMethod> ways, PlacedOwnership ownership, boolean landing) {
    /** Copies the list. */
    public PlacementTerms {
        ways = List.copyOf(ways);
    }
}
