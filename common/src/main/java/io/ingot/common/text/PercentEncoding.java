// SPDX-License-Identifier: Apache-2.0
package io.ingot.common.text;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Percent-encoding (RFC 3986 §2.1) of UTF-8. A plus sign is not a space. */
public final class PercentEncoding {
    private static final Pattern PART = Pattern.compile("%(?<octet>[0-9A-Fa-f]{2})|(?<plain>[^%]+)");

    private static final HexFormat HEX = HexFormat.of().withUpperCase();
    private static final String UNRESERVED = "-._~";

    private PercentEncoding() {}

    /** Decodes a text; absent if it has a malformed escape, or the octets are not UTF-8. */
    public static Optional<String> decode(String text) {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        Matcher part = PART.matcher(text);
        int end = 0;
        while (part.find() && part.start() == end) {
            String octet = part.group("octet");
            if (octet == null) {
                octets.writeBytes(part.group("plain").getBytes(StandardCharsets.UTF_8));
            } else {
                octets.write(Integer.parseInt(octet, 16));
            }
            end = part.end();
        }
        return end == text.length() ? Utf8.decode(octets.toByteArray()) : Optional.empty();
    }

    /** Encodes all characters of a text except unreserved ones (RFC 3986 §2.3). */
    public static String encode(String text) {
        StringBuilder encoded = new StringBuilder(text.length());
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            if (isUnreserved((char) octet)) {
                encoded.append((char) octet);
            } else {
                appendEscape(encoded, octet);
            }
        }
        return encoded.toString();
    }

    /** Appends an encoded octet: {@code %2F}. */
    public static void appendEscape(StringBuilder encoded, byte octet) {
        encoded.append('%').append(HEX.toHexDigits(octet));
    }

    private static boolean isUnreserved(char letter) {
        return (letter >= 'a' && letter <= 'z')
                || (letter >= 'A' && letter <= 'Z')
                || (letter >= '0' && letter <= '9')
                || UNRESERVED.indexOf(letter) >= 0;
    }
}
