// SPDX-License-Identifier: Apache-2.0
package io.ingot.image;

import java.math.BigInteger;
import java.net.InetAddress;

/**
 * A block of addresses (CIDR, RFC 4632 and RFC 4291 §2.3).
 *
 * @param base the first address of the block
 * @param prefixLength the number of leading bits that all addresses share: 0 to 32 for IPv4, 0 to 128 for IPv6
 */
public record AddressBlock(InetAddress base, int prefixLength) {
    /**
     * Checks the prefix.
     *
     * @throws IllegalArgumentException if the prefix length is out of range, or the base has bits beyond the prefix
     */
    public AddressBlock {
        if (prefixLength < 0 || prefixLength > bits(base)) {
            throw new IllegalArgumentException(
                    "a prefix length must be from 0 to " + bits(base) + ", was " + prefixLength);
        }
        if (!significant(base, prefixLength)
                .shiftLeft(bits(base) - prefixLength)
                .equals(number(base))) {
            throw new IllegalArgumentException("an address has bits beyond its prefix of " + prefixLength);
        }
    }

    /**
     * Parses {@code 169.254.0.0/16}, {@code fe80::/10}, or a single address, which is a block of one.
     *
     * @throws IllegalArgumentException if the text is not a block of addresses
     */
    public static AddressBlock parse(String text) {
        InetAddress base = base(text);
        return new AddressBlock(base, prefixLength(text, base));
    }

    /**
     * Parses an address and a prefix length, and returns the block that contains the address: {@code 127.0.0.1/8} is
     * {@code 127.0.0.0/8}.
     *
     * @throws IllegalArgumentException if the text is not a block of addresses
     */
    public static AddressBlock around(String text) {
        InetAddress member = base(text);
        int prefixLength = prefixLength(text, member);
        byte[] bytes = member.getAddress();
        for (int bit = prefixLength; bit < bits(member); bit++) {
            bytes[bit / 8] &= (byte) ~(0x80 >> bit % 8);
        }
        return new AddressBlock(AddressLiteral.address(bytes), prefixLength);
    }

    private static InetAddress base(String text) {
        int slash = text.indexOf('/');
        return AddressLiteral.parse(slash < 0 ? text : text.substring(0, slash))
                .orElseThrow(() -> new IllegalArgumentException(
                        "not an address, or an address and a prefix length such as 10.0.0.0/8"));
    }

    private static int prefixLength(String text, InetAddress base) {
        int slash = text.indexOf('/');
        String length = slash < 0 ? String.valueOf(bits(base)) : text.substring(slash + 1);
        if (!length.matches("[0-9]{1,3}")) {
            throw new IllegalArgumentException("the prefix length is not a number");
        }
        return Integer.parseInt(length);
    }

    /** Returns whether an address lies in this block. An address of the other family never does. */
    public boolean contains(InetAddress address) {
        return bits(address) == bits(base)
                && significant(address, prefixLength).equals(significant(base, prefixLength));
    }

    /** Returns whether another block lies entirely in this one. */
    public boolean contains(AddressBlock other) {
        return prefixLength <= other.prefixLength && contains(other.base);
    }

    @Override
    public String toString() {
        return base.getHostAddress() + "/" + prefixLength;
    }

    private static BigInteger significant(InetAddress address, int prefixLength) {
        return number(address).shiftRight(bits(address) - prefixLength);
    }

    private static BigInteger number(InetAddress address) {
        return new BigInteger(1, address.getAddress());
    }

    private static int bits(InetAddress address) {
        return address.getAddress().length * 8;
    }
}
