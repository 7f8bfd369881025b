// SPDX-License-Identifier: Apache-2.0
package io.ingot.image;

import java.io.ByteArrayOutputStream;
import java.util.Optional;
import java.util.regex.Pattern;

/** Parses the text form of an IPv6 address (RFC 4291 §2.2). */
final class Ipv6Text {
    private static final int BYTES = 16;
    private static final int MAX_LENGTH = 45;
    private static final Pattern GROUP = Pattern.compile("[0-9A-Fa-f]{1,4}");
    private static final String OCTET = "(?:0|[1-9][0-9]?|1[0-9]{2}|2[0-4][0-9]|25[0-5])";
    private static final Pattern DOTTED_QUAD = Pattern.compile(OCTET + "(?:\\." + OCTET + "){3}");

    private Ipv6Text() {}

    /** Returns whether a text is an IPv4 address in its strict notation, which may also end an IPv6 address. */
    static boolean isDottedQuad(String text) {
        return DOTTED_QUAD.matcher(text).matches();
    }

    /** Returns the 16 bytes of an address; absent if the text is not one. */
    static Optional<byte[]> parse(String text) {
        if (text.length() > MAX_LENGTH || text.indexOf(':') < 0) {
            return Optional.empty();
        }
        String[] halves = text.split("::", -1);
        Optional<byte[]> head = groups(halves[0], halves.length == 1);
        if (head.isEmpty() || halves.length > 2) {
            return Optional.empty();
        }
        if (halves.length == 1) {
            return head.filter(bytes -> bytes.length == BYTES);
        }
        return groups(halves[1], true)
                .filter(tail -> head.get().length + tail.length < BYTES)
                .map(tail -> joined(head.get(), tail));
    }

    /** Parses groups of up to four digits; the last group of the address may be a dotted quad. */
    private static Optional<byte[]> groups(String text, boolean last) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(BYTES);
        String[] groups = text.isEmpty() ? new String[0] : text.split(":", -1);
        for (int i = 0; i < groups.length; i++) {
            if (GROUP.matcher(groups[i]).matches()) {
                int value = Integer.parseInt(groups[i], 16);
                bytes.write(value >> 8);
                bytes.write(value);
            } else if (last && i == groups.length - 1 && isDottedQuad(groups[i])) {
                for (String octet : groups[i].split("\\.", -1)) {
                    bytes.write(Integer.parseInt(octet));
                }
            } else {
                return Optional.empty();
            }
        }
        return Optional.of(bytes.toByteArray());
    }

    private static byte[] joined(byte[] head, byte[] tail) {
        byte[] address = new byte[BYTES];
        System.arraycopy(head, 0, address, 0, head.length);
        System.arraycopy(tail, 0, address, BYTES - tail.length, tail.length);
        return address;
    }
}
