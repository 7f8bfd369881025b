// SPDX-License-Identifier: Apache-2.0
package io.ingot.image;

import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The server that a reference leads to (RFC 6454 §4): scheme, host and port. Two equal origins are one server, however
 * their references spell it: {@code https://mirror}, {@code https://MIRROR.:443}; {@code http://127.1}, {@code
 * http://127.0.0.1:80}. What was given for one reference may be shown to another of the same origin.
 *
 * @param scheme the scheme, in lower case
 * @param host the host in its one spelling, an IPv6 address without brackets; absent where the scheme has no hosts, or the
 *     reference names none
 * @param port the port, or else the default of the scheme; absent without a host, or where the scheme has no default
 */
public record Origin(String scheme, Optional<String> host, OptionalInt port) {
    private static final Map<String, Integer> DEFAULT_PORTS = Map.of("http", 80, "https", 443);
    private static final String ZONE = "%25";

    /** Brings scheme and host to their one spelling and adds the default port. Without a host there is no port. */
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

    /** The one origin of a scheme without hosts: its references name images, and its service knows where they lie. */
    public static Origin ofScheme(String scheme) {
        return new Origin(scheme, Optional.empty(), OptionalInt.empty());
    }

    /** The port of a scheme whose reference names none; absent if the scheme has no such port. */
    public static OptionalInt defaultPort(String scheme) {
        Integer port = DEFAULT_PORTS.get(scheme);
        return port == null ? OptionalInt.empty() : OptionalInt.of(port);
    }

    /** Whether the port is the default of the scheme, which a URL leaves out. */
    public boolean hasDefaultPort() {
        return port.isPresent() && port.equals(defaultPort(scheme));
    }

    /** The zone of an IPv6 address says which network it lies in: it stays. */
    private static String canonical(String host) {
        int zone = host.startsWith("[") ? host.indexOf(ZONE) : -1;
        String suffix = zone < 0 ? "" : "%" + host.substring(zone + ZONE.length(), host.length() - 1);
        return AddressLiteral.canonicalHost(host) + suffix;
    }

    /** The beginning of a URL: {@code https://mirror.example:443}; without a host, {@code file:}. */
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
