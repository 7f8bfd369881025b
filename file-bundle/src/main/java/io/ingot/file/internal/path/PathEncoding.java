// SPDX-License-Identifier: Apache-2.0
package io.ingot.file.internal.path;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Percent-encoding (RFC 3986 §2.1) of UTF-8. A plus sign is itself. */
final class PathEncoding {
    private static final Pattern PART = Pattern.compile("%(?<octet>[0-9A-Fa-f]{2})|(?<plain>[^%]+)");

    private PathEncoding() {}

    /** Absent if an escape is malformed, or the octets are not UTF-8. */
    static Optional<String> decode(String text) {
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
        return end == text.length() ? utf8(octets.toByteArray()) : Optional.empty();
    }

    private static Optional<String> utf8(byte[] octets) {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(octets))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }
}
