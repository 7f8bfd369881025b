// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.store.content;

/** How a held content is, by the size and times of its file. */
public enum FileCondition {
    /** As it was recorded. */
    INTACT,

    /** Something of its file changed that is not explained: it is read before it is handed out. */
    UNCERTAIN,

    /** It was written to, or has gone. */
    DAMAGED
}
