// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.store.place;

/** How a held image comes to its destination. */
public enum PlacementMethod {
    /** A file of its own that shares its blocks until one of both is written to. */
    CLONE,
    /** One more name of the same file. */
    LINK,
    /** A file with bytes of its own. */
    COPY
}
