// SPDX-License-Identifier: Apache-2.0
package io.ingot.access.internal.rule;

import io.ingot.image.AddressLiteral;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/** Finds the addresses of hosts that need no look-up. */
final class HostAddresses {
    private static final String LOCALHOST = "localhost";
    private static final List<String> LOOPBACK = List.of("127.0.0.1", "::1");

    private HostAddresses() {}

    /**
     * The addresses of a host without a look-up: its own if it is an address, loopback for {@code localhost} and names below
     * it (RFC 6761 §6.3). Empty for any other name.
     */
    static List<InetAddress> of(String host) {
        Optional<InetAddress> literal = AddressLiteral.ofHost(host);
        if (literal.isPresent()) {
            return List.of(literal.get());
        }
        String name = AddressLiteral.canonicalHost(host);
        return name.equals(LOCALHOST) || name.endsWith("." + LOCALHOST)
                ? LOOPBACK.stream()
                        .flatMap(text -> AddressLiteral.parse(text).stream())
                        .toList()
                : List.of();
    }
}
