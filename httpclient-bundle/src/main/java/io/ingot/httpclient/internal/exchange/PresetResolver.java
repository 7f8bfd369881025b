// SPDX-License-Identifier: Apache-2.0
package io.ingot.httpclient.internal.exchange;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.apache.hc.client5.http.DnsResolver;
import org.jspecify.annotations.Nullable;

/**
 * Gives the library addresses that were looked up and allowed just before. The library resolves on the thread that
 * connects; on any other thread it gets no address, so no connection bypasses the policy.
 */
final class PresetResolver implements DnsResolver {
    private static final ThreadLocal<InetAddress[]> PRESET = new ThreadLocal<>();

    /** An action that connects. */
    @FunctionalInterface
    interface ConnectAction {
        void connect() throws IOException;
    }

    void connect(List<InetAddress> addresses, ConnectAction action) throws IOException {
        PRESET.set(addresses.toArray(new InetAddress[0]));
        try {
            action.connect();
        } finally {
            PRESET.remove();
        }
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        InetAddress @Nullable [] addresses = PRESET.get();
        if (addresses == null) {
            throw new UnknownHostException(host);
        }
        return addresses;
    }

    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }
}
