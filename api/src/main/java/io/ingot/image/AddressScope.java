// SPDX-License-Identifier: Apache-2.0
package io.ingot.image;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The scope of an address: from how far it can be reached, the narrowest first. A server may refer to addresses of its
 * own scope and of wider ones, but not of narrower ones, which this machine reaches and the server does not.
 */
public enum AddressScope {
    /** This machine: loopback and unspecified addresses. */
    HOST,
    /** The links of this machine: link-local and multicast addresses, broadcast. */
    LINK,
    /** The operator's networks: private use, shared, unique local, and every other that is not reachable globally. */
    PRIVATE,
    /** The Internet. Addresses for documentation count as public: nothing answers there. */
    PUBLIC;

    /** The blocks of IANA's registries of special-purpose addresses (RFC 6890) that are not globally reachable. */
    private static final List<Narrow> NARROW = Stream.of(
                    narrow(HOST, "127.0.0.0/8", "0.0.0.0/8", "::1", "::"),
                    narrow(LINK, "169.254.0.0/16", "224.0.0.0/4", "255.255.255.255", "fe80::/10", "ff00::/8"),
                    narrow(PRIVATE, "10.0.0.0/8", "100.64.0.0/10", "172.16.0.0/12", "192.0.0.0/24", "192.168.0.0/16"),
                    narrow(PRIVATE, "198.18.0.0/15", "240.0.0.0/4", "2001:2::/48"))
            .flatMap(List::stream)
            .toList();

    /**
     * The IPv6 blocks of global unicast addresses, and those that only represent IPv4 addresses. All others count as
     * private.
     */
    private static final List<AddressBlock> GLOBAL = Stream.of(
                    "2000::/3", "::/96", "::ffff:0:0:0/96", "64:ff9b::/96", "64:ff9b:1::/48")
            .map(AddressBlock::parse)
            .toList();

    /**
     * Returns the scope of an address. An IPv6 address that {@linkplain EmbeddedIpv4 embeds IPv4 addresses} has the
     * narrowest of its own scope and theirs.
     */
    public static AddressScope of(InetAddress address) {
        AddressScope own = ownScope(address);
        return EmbeddedIpv4.in(address).stream()
                .map(AddressScope::ownScope)
                .min(Comparator.naturalOrder())
                .filter(embedded -> embedded.compareTo(own) < 0)
                .orElse(own);
    }

    /** Returns the widest scope of some addresses; empty if there are none. */
    public static Optional<AddressScope> widest(Collection<InetAddress> addresses) {
        return addresses.stream().map(AddressScope::of).max(Comparator.naturalOrder());
    }

    /** Returns the wider of this scope and another. */
    public AddressScope orWider(AddressScope other) {
        return compareTo(other) >= 0 ? this : other;
    }

    /**
     * Returns whether a server of this scope may refer to a server of another: the other scope must be equal or wider.
     */
    public boolean mayReferTo(AddressScope other) {
        return compareTo(other) <= 0;
    }

    private static AddressScope ownScope(InetAddress address) {
        return NARROW.stream()
                .filter(narrow -> narrow.block().contains(address))
                .findFirst()
                .map(Narrow::scope)
                .orElseGet(() -> isGlobal(address) ? PUBLIC : PRIVATE);
    }

    private static boolean isGlobal(InetAddress address) {
        return address instanceof Inet4Address || GLOBAL.stream().anyMatch(block -> block.contains(address));
    }

    private static List<Narrow> narrow(AddressScope scope, String... blocks) {
        return Stream.of(blocks)
                .map(text -> new Narrow(scope, AddressBlock.parse(text)))
                .toList();
    }

    private record Narrow(AddressScope scope, AddressBlock block) {}
}
