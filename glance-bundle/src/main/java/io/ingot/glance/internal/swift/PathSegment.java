// SPDX-License-Identifier: Apache-2.0
package io.ingot.glance.internal.swift;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Validates single segments of the path of an object. */
final class PathSegment {
    /** Swift's own limit for the names of accounts and containers. */
    static final int MAX_BYTES = 256;

    private PathSegment() {}

    /** Whether the text is one non-empty segment of a path, and neither {@code .} nor {@code ..}. */
    static boolean isUsable(String text) {
        return !text.isBlank()
                && !text.equals(".")
                && !text.equals("..")
                && text.indexOf('/') < 0
                && text.codePoints().noneMatch(PathSegment::isUnprintable)
                && text.getBytes(UTF_8).length <= MAX_BYTES;
    }

    private static boolean isUnprintable(int codePoint) {
        int type = Character.getType(codePoint);
        return type == Character.CONTROL || type == Character.SURROGATE;
    }
}
