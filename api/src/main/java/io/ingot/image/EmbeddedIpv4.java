// SPDX-License-Identifier: Apache-2.0
package io.ingot.image;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Finds the IPv4 addresses that an IPv6 address embeds: a translator or tunnel may forward packets to them. */
public final class EmbeddedIpv4 {
    private static final int BYTES = 16;
    private static final int LAST = 12;

    /** The reserved byte that an embedded address skips (RFC 6052 §2.2). */
    private static final int UNUSED = 8;

    private static final List<Form> FORMS = List.of(
            new Form("00000000000000000000ffff", LAST), // mapped, RFC 4291 §2.5.5.2
            new Form("000000000000000000000000", LAST), // compatible, RFC 4291 §2.5.5.1
            new Form("0000000000000000ffff0000", LAST), // translated (SIIT), RFC 2765 §2.1
            new Form("0064ff9b0000000000000000", LAST), // NAT64, RFC 6052 §2.1
            new Form("2002", 2), // 6to4, RFC 3056 §2
            new Form("20010000", 4)); // Teredo server, RFC 4380 §4

    private static final String TEREDO = "20010000";
    private static final String LOCAL_NAT64 = "0064ff9b0001";

    /** The offsets of the address after a prefix of 48, 56, 64 or 96 bits (RFC 6052 §2.2). */
    private static final List<Integer> LOCAL_FORMS = List.of(6, 7, 9, LAST);

    private static final List<String> ISATAP = List.of("00005efe", "02005efe"); // RFC 5214 §6.1

    private EmbeddedIpv4() {}

    /**
     * Returns all embedded addresses. The prefix length within {@code 64:ff9b:1::/48} (RFC 8215) is unknown, so every
     * possible offset is read. The unspecified and the loopback address are not IPv4-compatible addresses, though they
     * look like them.
     *
     * @return empty for an IPv4 address, and for an IPv6 address that embeds none
     */
    public static List<InetAddress> in(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (bytes.length != BYTES || address.isAnyLocalAddress() || address.isLoopbackAddress()) {
            return List.of();
        }
        String digits = HexFormat.of().formatHex(bytes);
        List<InetAddress> embedded = new ArrayList<>();
        for (Form form : FORMS) {
            if (digits.startsWith(form.prefix())) {
                embedded.add(at(bytes, form.at()));
            }
        }
        if (digits.startsWith(TEREDO)) {
            embedded.add(inverted(at(bytes, LAST)));
        }
        if (digits.startsWith(LOCAL_NAT64)) {
            embedded.addAll(localNat64(bytes));
        }
        if (ISATAP.contains(digits.substring(16, 24))) {
            embedded.add(at(bytes, LAST));
        }
        return List.copyOf(embedded);
    }

    /** Ignores offsets whose bytes cannot be a host address, unless none can. */
    private static List<InetAddress> localNat64(byte[] bytes) {
        List<InetAddress> hosts = new ArrayList<>();
        for (int at : LOCAL_FORMS) {
            InetAddress read = at(bytes, at);
            byte[] parts = read.getAddress();
            if (parts[0] != 0 && (parts[2] != 0 || parts[3] != 0)) {
                hosts.add(read);
            }
        }
        return hosts.isEmpty() ? List.of(at(bytes, LAST)) : hosts;
    }

    private static InetAddress at(byte[] bytes, int at) {
        byte[] read = new byte[4];
        int next = at;
        for (int i = 0; i < read.length; i++) {
            next += next == UNUSED ? 1 : 0;
            read[i] = bytes[next++];
        }
        return AddressLiteral.address(read);
    }

    /** Inverts all bits, as Teredo does with the address of a client (RFC 4380 §4). */
    private static InetAddress inverted(InetAddress address) {
        byte[] bytes = address.getAddress();
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) ~bytes[i];
        }
        return AddressLiteral.address(bytes);
    }

    /** The hexadecimal prefix of an address format, and the offset of the IPv4 address in bytes. */
    private record Form(String prefix, int at) {}
}
