// SPDX-License-Identifier: Apache-2.0
package io.ingot.access.internal.rule;

import java.math.BigInteger;
import java.net.InetAddress;

/**
 * Neighbouring addresses (CIDR, RFC 4632 and RFC 4291 §2.3).
 *
 * @param base the first of them
 * @param prefixLength how many leading bits they share
 */
record AddressBlock(InetAddress base, int prefixLength) {
    AddressBlock {
        if (prefixLength < 0 || prefixLength > bits(base)) {
            throw new IllegalArgumentException("a prefix length must be 0 to " + bits(base) + ", was " + prefixLength);
        }
        if (!significant(base, prefixLength)
                .shiftLeft(bits(base) - prefixLength)
                .equals(number(base))) {
            throw new IllegalArgumentException("an address has bits beyond its prefix of " + prefixLength);
        }
    }

    /**
     * Reads {@code 169.254.0.0/16}, {@code fe80::/10}, or one address.
     *
     * @throws IllegalArgumentException if the text is anything else
     */
    static AddressBlock parse(String text) {
        int slash = text.indexOf('/');
        InetAddress base = AddressLiteral.parse(slash < 0 ? text : text.substring(0, slash))
                .orElseThrow(() -> new IllegalArgumentException("it holds no address"));
        String length = slash < 0 ? String.valueOf(bits(base)) : text.substring(slash + 1);
        if (!length.matches("[0-9]{1,3}")) {
            throw new IllegalArgumentException("its prefix length is no number");
        }
        return new AddressBlock(base, Integer.parseInt(length));
    }

    boolean contains(InetAddress address) {
        return bits(address) == bits(base)
                && significant(address, prefixLength).equals(significant(base, prefixLength));
    }

    boolean contains(AddressBlock other) {
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
