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
 * How far from this machine an address can be reached, the narrowest first. A server leads outwards, or within its own
 * scope. It never leads inwards, to addresses that this machine reaches and the server does not.
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

    /** IANA's registries of special-purpose addresses (RFC 6890), as far as they are not reachable globally. */
    private static final List<Narrow> NARROW = Stream.of(
                    narrow(HOST, "127.0.0.0/8", "0.0.0.0/8", "::1", "::"),
                    narrow(LINK, "169.254.0.0/16", "224.0.0.0/4", "255.255.255.255", "fe80::/10", "ff00::/8"),
                    narrow(PRIVATE, "10.0.0.0/8", "100.64.0.0/10", "172.16.0.0/12", "192.0.0.0/24", "192.168.0.0/16"),
                    narrow(PRIVATE, "198.18.0.0/15", "240.0.0.0/4", "2001:2::/48"))
            .flatMap(List::stream)
            .toList();

    /**
     * The IPv6 addresses that are assigned globally, and those that are nothing but a spelling of an IPv4 address. All
     * others count as private.
     */
    private static final List<AddressBlock> GLOBAL = Stream.of(
                    "2000::/3", "::/96", "::ffff:0:0:0/96", "64:ff9b::/96", "64:ff9b:1::/48")
            .map(AddressBlock::parse)
            .toList();

    /**
     * The scope of an address. An IPv6 address that {@linkplain EmbeddedIpv4 stands for IPv4 addresses} has the narrowest
     * of its own scope and of theirs.
     */
    public static AddressScope of(InetAddress address) {
        AddressScope own = own(address);
        return EmbeddedIpv4.in(address).stream()
                .map(AddressScope::own)
                .min(Comparator.naturalOrder())
                .filter(embedded -> embedded.compareTo(own) < 0)
                .orElse(own);
    }

    /** The widest scope of some addresses: of several that lead together. Empty if there are none. */
    public static Optional<AddressScope> widest(Collection<InetAddress> addresses) {
        return addresses.stream().map(AddressScope::of).max(Comparator.naturalOrder());
    }

    /** The wider of two. */
    public AddressScope orWider(AddressScope other) {
        return compareTo(other) >= 0 ? this : other;
    }

    /** Whether a server within this scope may lead to one within another: to an equal or a wider one. */
    public boolean mayReferTo(AddressScope other) {
        return compareTo(other) <= 0;
    }

    private static AddressScope own(InetAddress address) {
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
