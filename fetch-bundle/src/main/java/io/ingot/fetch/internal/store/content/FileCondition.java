// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.store.content;

/** The condition of a stored image, judged by the size and times of its file. */
public enum FileCondition {
    /** Unchanged since it was recorded. */
    INTACT,

    /** Changed in a way that is not explained: it must be read before it is used. */
    UNCERTAIN,

    /** Modified or missing. */
    DAMAGED
}
