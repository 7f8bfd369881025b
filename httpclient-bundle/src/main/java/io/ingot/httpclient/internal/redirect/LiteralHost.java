// SPDX-License-Identifier: Apache-2.0
package io.ingot.httpclient.internal.redirect;

import io.ingot.image.AddressLiteral;
import java.net.InetAddress;
import java.util.Optional;

/** Parses hosts that are addresses. No name is looked up here. */
public final class LiteralHost {
    private LiteralHost() {}

    /**
     * Returns the address that a host is.
     *
     * @param host without brackets; the zone of an IPv6 address is ignored
     * @return absent for a name
     */
    public static Optional<InetAddress> address(String host) {
        return AddressLiteral.ofHost(host.indexOf(':') < 0 ? host : "[" + host + "]");
    }
}
