// SPDX-License-Identifier: Apache-2.0
package io.ingot.glance.internal.document;

/** The slashes at the end of a path, which mean nothing. In one pass: catalogues of others say how many there are. */
public final class TrailingSlashes {
    private TrailingSlashes() {}

    /** The text without them. */
    public static String removed(CharSequence text) {
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == '/') {
            end--;
        }
        return text.subSequence(0, end).toString();
    }
}
