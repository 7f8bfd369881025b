// SPDX-License-Identifier: Apache-2.0
package io.ingot.access.internal.rule;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** The IPv4 address that an IPv6 address stands for, and to which a packet may go in the end. */
final class EmbeddedIpv4 {
    private static final List<Embedding> EMBEDDINGS = List.of(
            new Embedding("00000000000000000000ffff", 12), // mapped, RFC 4291 §2.5.5.2
            new Embedding("000000000000000000000000", 12), // compatible, RFC 4291 §2.5.5.1
            new Embedding("0064ff9b0000000000000000", 12), // NAT64, RFC 6052 §2.1
            new Embedding("2002", 2)); // 6to4, RFC 3056 §2

    private EmbeddedIpv4() {}

    /** Absent if there is none. The unspecified and the loopback address only look as if they were compatible ones. */
    static Optional<InetAddress> in(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (bytes.length != 16 || address.isAnyLocalAddress() || address.isLoopbackAddress()) {
            return Optional.empty();
        }
        String digits = HexFormat.of().formatHex(bytes);
        return EMBEDDINGS.stream()
                .filter(embedding -> digits.startsWith(embedding.prefix()))
                .findFirst()
                .map(embedding -> ipv4(Arrays.copyOfRange(bytes, embedding.at(), embedding.at() + 4)));
    }

    private static InetAddress ipv4(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are an address", e);
        }
    }

    /** Hexadecimal digits with which such an address begins, and the byte at which the IPv4 address begins. */
    private record Embedding(String prefix, int at) {}
}
