// SPDX-License-Identifier: Apache-2.0
package io.ingot.image;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** The IPv4 addresses that an IPv6 address stands for: a translator or a tunnel on the way may send its packets there. */
public final class EmbeddedIpv4 {
    private static final int BYTES = 16;
    private static final int LAST = 12;

    /** Bits that an address within the first 12 bytes goes around (RFC 6052 §2.2). */
    private static final int UNUSED = 8;

    private static final List<Form> FORMS = List.of(
            new Form("00000000000000000000ffff", LAST), // mapped, RFC 4291 §2.5.5.2
            new Form("000000000000000000000000", LAST), // compatible, RFC 4291 §2.5.5.1
            new Form("0000000000000000ffff0000", LAST), // translated (SIIT), RFC 2765 §2.1
            new Form("0064ff9b0000000000000000", LAST), // NAT64, RFC 6052 §2.1
            new Form("2002", 2), // 6to4, RFC 3056 §2
            new Form("20010000", 4)); // the server of Teredo, RFC 4380 §4

    private static final String TEREDO = "20010000";
    private static final String LOCAL_NAT64 = "0064ff9b0001";

    /** Where RFC 6052 §2.2 puts the address behind a prefix of 48, 56, 64 and 96 bits. */
    private static final List<Integer> LOCAL_FORMS = List.of(6, 7, 9, LAST);

    private static final List<String> ISATAP = List.of("00005efe", "02005efe"); // RFC 5214 §6.1

    private EmbeddedIpv4() {}

    /**
     * All of them. The length of the prefix is not known for {@code 64:ff9b:1::/48} (RFC 8215): every place in which an
     * address can stand is read. The unspecified and the loopback address only look as if they were compatible ones.
     *
     * @return empty for an IPv4 address, and for an IPv6 address that stands for none
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

    /** What cannot be a host is a place that holds something else, unless every place is like that. */
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

    /** As Teredo writes the address of a client. */
    private static InetAddress inverted(InetAddress address) {
        byte[] bytes = address.getAddress();
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) ~bytes[i];
        }
        return AddressLiteral.address(bytes);
    }

    /** The hexadecimal digits with which such an address begins, and the byte at which the IPv4 address begins. */
    private record Form(String prefix, int at) {}
}
