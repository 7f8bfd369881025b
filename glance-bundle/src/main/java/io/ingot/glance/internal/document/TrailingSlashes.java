// SPDX-License-Identifier: Apache-2.0
package io.ingot.glance.internal.document;

/** Removes slashes at the end of a path, in one pass: catalogues may contain any number of them. */
public final class TrailingSlashes {
    private TrailingSlashes() {}

    /** Returns the text without slashes at its end. */
    public static String removed(CharSequence text) {
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == '/') {
            end--;
        }
        return text.subSequence(0, end).toString();
    }
}
