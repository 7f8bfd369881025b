// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.store.place;

/** How a stored image gets to a destination. */
public enum PlacementMethod {
    /** A separate file that shares its blocks until one of the two is written to. */
    CLONE,
    /** A hard link: another name of the same file. */
    LINK,
    /** A separate file with its own blocks. */
    COPY
}
