// SPDX-License-Identifier: Apache-2.0
package io.ingot.access.internal.rule;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** Addresses that are written out. No name is ever looked up here. */
final class AddressLiteral {
    private static final Pattern DOTTED_QUAD = Pattern.compile("(?:(?:0|[1-9][0-9]{0,2})(?:\\.(?!$)|$)){4}");
    private static final Pattern IPV6 = Pattern.compile("(?=.*:)[0-9A-Fa-f:.]{2,45}");
    private static final Pattern HEXADECIMAL = Pattern.compile("0[xX][0-9A-Fa-f]{1,8}");
    private static final Pattern OCTAL = Pattern.compile("0[0-7]{1,11}");
    private static final Pattern DECIMAL = Pattern.compile("0|[1-9][0-9]{0,9}");

    private AddressLiteral() {}

    /** An address as people write it: {@code 192.0.2.1}, {@code 2001:db8::1}. */
    static Optional<InetAddress> parse(String text) {
        return DOTTED_QUAD.matcher(text).matches() || IPV6.matcher(text).matches() ? address(text) : Optional.empty();
    }

    /**
     * A host that is an address, in every spelling that {@code inet_aton} takes ({@code 2130706433}, {@code 0x7f.1}) or in
     * the brackets of RFC 3986 §3.2.2, a zone being left aside.
     */
    static Optional<InetAddress> ofHost(String host) {
        if (host.startsWith("[") && host.endsWith("]")) {
            return parse(host.substring(1, host.length() - 1).replaceFirst("%.*", ""));
        }
        return ipv4(host.endsWith(".") ? host.substring(0, host.length() - 1) : host);
    }

    private static Optional<InetAddress> ipv4(String host) {
        String[] parts = host.split("\\.", -1);
        if (parts.length > 4) {
            return Optional.empty();
        }
        int last = parts.length - 1;
        long address = 0;
        for (int i = 0; i <= last; i++) {
            int bits = i == last ? 8 * (4 - last) : 8;
            OptionalLong part = number(parts[i]);
            if (part.isEmpty() || part.getAsLong() >= 1L << bits) {
                return Optional.empty();
            }
            address = address << bits | part.getAsLong();
        }
        return address(
                (address >> 24) + "." + (address >> 16 & 0xff) + "." + (address >> 8 & 0xff) + "." + (address & 0xff));
    }

    private static OptionalLong number(String text) {
        if (HEXADECIMAL.matcher(text).matches()) {
            return OptionalLong.of(Long.parseLong(text.substring(2), 16));
        }
        if (OCTAL.matcher(text).matches()) {
            return OptionalLong.of(Long.parseLong(text, 8));
        }
        return DECIMAL.matcher(text).matches() ? OptionalLong.of(Long.parseLong(text)) : OptionalLong.empty();
    }

    private static Optional<InetAddress> address(String literal) {
        try {
            return Optional.of(InetAddress.getByName(literal));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }
}
