// SPDX-License-Identifier: Apache-2.0
package io.ingot.image;

import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The origin of a reference (RFC 6454 §4): scheme, host and port of the server that answers for it. Normalised, so that
 * references to one server have equal origins: {@code https://mirror} and {@code https://MIRROR.:443}, {@code
 * http://127.1} and {@code http://127.0.0.1:80}. Credentials for one reference may be sent to another of the same
 * origin.
 *
 * @param scheme the scheme, in lower case
 * @param host the canonical host, an IPv6 address without brackets; absent if the scheme or the reference has no host
 * @param port the port, by default that of the scheme; absent without a host, or if the scheme has no default
 */
public record Origin(String scheme, Optional<String> host, OptionalInt port) {
    private static final Map<String, Integer> DEFAULT_PORTS = Map.of("http", 80, "https", 443);
    private static final String ZONE = "%25";

    /** Normalises scheme and host, and adds the default port. Drops the port if there is no host. */
    public Origin {
        scheme = scheme.toLowerCase(Locale.ROOT);
        host = host.filter(text -> !text.isEmpty()).map(Origin::canonical);
        Objects.requireNonNull(port);
        if (host.isEmpty()) {
            port = OptionalInt.empty();
        } else if (port.isEmpty()) {
            port = defaultPort(scheme);
        }
    }

    /** Returns the single origin of a scheme without hosts, whose references name images. */
    public static Origin ofScheme(String scheme) {
        return new Origin(scheme, Optional.empty(), OptionalInt.empty());
    }

    /** Returns the default port of a scheme; absent if it has none. */
    public static OptionalInt defaultPort(String scheme) {
        Integer port = DEFAULT_PORTS.get(scheme);
        return port == null ? OptionalInt.empty() : OptionalInt.of(port);
    }

    /** Returns whether the port is the default of the scheme, which a URL may omit. */
    public boolean hasDefaultPort() {
        return port.isPresent() && port.equals(defaultPort(scheme));
    }

    /** Keeps the zone of an IPv6 address, which identifies the network. */
    private static String canonical(String host) {
        int zone = host.startsWith("[") ? host.indexOf(ZONE) : -1;
        String suffix = zone < 0 ? "" : "%" + host.substring(zone + ZONE.length(), host.length() - 1);
        return AddressLiteral.canonicalHost(host) + suffix;
    }

    /**
     * Returns the origin as the beginning of a URL: {@code https://mirror.example:443}; without a host, {@code file:}.
     */
    @Override
    public String toString() {
        if (host.isEmpty()) {
            return scheme + ":";
        }
        String name = host.get();
        return scheme + "://" + (name.indexOf(':') < 0 ? name : "[" + name + "]")
                + (port.isPresent() ? ":" + port.getAsInt() : "");
    }
}
