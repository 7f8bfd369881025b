// SPDX-License-Identifier: Apache-2.0
package io.ingot.httpclient.internal.exchange;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.apache.hc.client5.http.DnsResolver;
import org.jspecify.annotations.Nullable;

/**
 * Answers the library's question for addresses with those that were looked up, and allowed, just before. The library asks
 * on the thread that connects; on any other it gets none, so no connection is made past policy.
 */
final class PresetResolver implements DnsResolver {
    private static final ThreadLocal<InetAddress[]> PRESET = new ThreadLocal<>();

    /** What connects. */
    @FunctionalInterface
    interface Connecting {
        void connect() throws IOException;
    }

    void connect(List<InetAddress> addresses, Connecting connecting) throws IOException {
        PRESET.set(addresses.toArray(new InetAddress[0]));
        try {
            connecting.connect();
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
