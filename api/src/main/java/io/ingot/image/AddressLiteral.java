// SPDX-License-Identifier: Apache-2.0
package io.ingot.image;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** Parses IPv4 and IPv6 address literals. Never looks up a name. */
public final class AddressLiteral {
    private static final Pattern HEXADECIMAL = Pattern.compile("0[xX][0-9A-Fa-f]{1,8}");
    private static final Pattern OCTAL = Pattern.compile("0[0-7]{1,11}");
    private static final Pattern DECIMAL = Pattern.compile("0|[1-9][0-9]{0,9}");
    private static final Pattern ZONE = Pattern.compile("%.*", Pattern.DOTALL);

    private AddressLiteral() {}

    /**
     * Parses an address in its strict notation: {@code 192.0.2.1}, four decimal numbers without leading zeros, or
     * {@code 2001:db8::1} (RFC 4291 §2.2), without brackets and without a zone. An IPv4-mapped IPv6 address becomes the
     * IPv4 address.
     *
     * @return the address; absent for any other text
     */
    public static Optional<InetAddress> parse(String text) {
        return Ipv6Text.isDottedQuad(text) ? ofHost(text) : Ipv6Text.parse(text).map(AddressLiteral::address);
    }

    /**
     * Parses the host of a URL, if it is an address: in the brackets of RFC 3986 §3.2.2, with or without a zone, or in
     * any spelling that {@code inet_aton} accepts, such as {@code 127.1}, {@code 0x7f.1} and {@code 2130706433}.
     *
     * @return the address; absent if the host is a name
     */
    public static Optional<InetAddress> ofHost(String host) {
        if (host.startsWith("[") && host.endsWith("]")) {
            return parse(ZONE.matcher(host.substring(1, host.length() - 1)).replaceFirst(""));
        }
        return ipv4(host.endsWith(".") ? host.substring(0, host.length() - 1) : host);
    }

    /**
     * Returns the canonical form of a host: an address in its usual notation, without brackets and zone; a name in
     * lower case, without a trailing dot. Two different canonical hosts may still be one machine.
     */
    public static String canonicalHost(String host) {
        return ofHost(host).map(InetAddress::getHostAddress).orElseGet(() -> {
            String name = host.toLowerCase(Locale.ROOT);
            return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
        });
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
        return Optional.of(address(
                new byte[] {(byte) (address >> 24), (byte) (address >> 16), (byte) (address >> 8), (byte) address}));
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

    static InetAddress address(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("not an address: " + bytes.length + " bytes", e);
        }
    }
}
