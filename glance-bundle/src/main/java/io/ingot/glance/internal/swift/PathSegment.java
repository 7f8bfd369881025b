// SPDX-License-Identifier: Apache-2.0
package io.ingot.glance.internal.swift;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HexFormat;

/** One segment of the path of an object: whatever it holds, it stays one. */
final class PathSegment {
    /** Swift's own limit for the names of accounts and containers. */
    static final int MAX_BYTES = 256;

    private static final HexFormat HEX = HexFormat.of().withUpperCase();
    private static final String UNRESERVED = "-._~";

    private PathSegment() {}

    /** Whether the text names something below what stands before it, and nothing further down or up. */
    static boolean usable(String text) {
        return !text.isBlank()
                && !text.equals(".")
                && !text.equals("..")
                && text.indexOf('/') < 0
                && text.codePoints().noneMatch(PathSegment::unprintable)
                && text.getBytes(UTF_8).length <= MAX_BYTES;
    }

    /** The text as it stands in a URL: all but unreserved characters percent-encoded (RFC 3986 §2.3). */
    static String encoded(String text) {
        StringBuilder encoded = new StringBuilder();
        for (byte octet : text.getBytes(UTF_8)) {
            if (unreserved((char) octet)) {
                encoded.append((char) octet);
            } else {
                encoded.append('%').append(HEX.toHexDigits(octet));
            }
        }
        return encoded.toString();
    }

    private static boolean unreserved(char letter) {
        return (letter >= 'a' && letter <= 'z')
                || (letter >= 'A' && letter <= 'Z')
                || (letter >= '0' && letter <= '9')
                || UNRESERVED.indexOf(letter) >= 0;
    }

    private static boolean unprintable(int codePoint) {
        int type = Character.getType(codePoint);
        return type == Character.CONTROL || type == Character.SURROGATE;
    }
}
