// SPDX-License-Identifier: Apache-2.0
package io.ingot.access.internal.rule;

import io.ingot.image.AddressLiteral;
import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A machine that a reference leads to, in one spelling. */
final class NetworkHost {
    private static final String LOCALHOST = "localhost";
    private static final List<String> LOOPBACK = List.of("127.0.0.1", "::1");

    private NetworkHost() {}

    /**
     * The addresses that a host has whatever a look-up says: its own if it is an address, loopback for {@code localhost}
     * and names below it (RFC 6761 §6.3). None for any other name.
     */
    static List<InetAddress> addresses(String host) {
        Optional<InetAddress> literal = AddressLiteral.ofHost(host);
        if (literal.isPresent()) {
            return List.of(literal.get());
        }
        String name = canonical(host);
        return name.equals(LOCALHOST) || name.endsWith("." + LOCALHOST)
                ? LOOPBACK.stream()
                        .flatMap(text -> AddressLiteral.parse(text).stream())
                        .toList()
                : List.of();
    }

    /** An address in its usual text, without brackets; a name in lower case, without the dot of the DNS root. */
    static String canonical(String host) {
        return AddressLiteral.ofHost(host)
                .map(address -> address.getHostAddress())
                .orElseGet(() -> {
                    String name = host.toLowerCase(Locale.ROOT);
                    return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
                });
    }
}
