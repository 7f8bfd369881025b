// SPDX-License-Identifier: Apache-2.0
package io.ingot.httpclient.internal.redirect;

import io.ingot.image.AddressLiteral;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.ImageReference;
import io.ingot.image.Origin;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * The address that a request connects to. The host is spelled as in the reference, since it is looked up and sent like
 * that; to compare the servers of two references, use {@link ImageReference#origin}.
 *
 * @param scheme {@code http} or {@code https}
 * @param host lower case, an IPv6 address without brackets
 * @param port the port, or the default of the scheme
 */
public record ServerAddress(String scheme, String host, int port) {
    private static final Pattern NUMBERS = Pattern.compile("[0-9]++(?:\\.[0-9]++)*+\\.?");
    private static final String HTTPS = "https";

    /**
     * Returns the server of a reference.
     *
     * @throws ImageException INVALID_REFERENCE if it is not an http or https URL with a host
     */
    public static ServerAddress of(ImageReference reference) throws ImageException {
        String scheme = reference.scheme();
        if (!scheme.equals(HTTPS) && !scheme.equals("http")) {
            throw invalid(reference, "its scheme is neither http nor https");
        }
        String host = reference.host().orElseThrow(() -> invalid(reference, "it names no host"));
        int port = reference.origin().port().orElseThrow();
        if (port == 0) {
            throw invalid(reference, "no server listens on port 0");
        }
        if (NUMBERS.matcher(host).matches() && AddressLiteral.ofHost(host).isEmpty()) {
            throw invalid(reference, "its host is not an IPv4 address, and a name cannot consist of numbers only");
        }
        return new ServerAddress(scheme, withoutBrackets(host), port);
    }

    /** Returns whether the server uses TLS. */
    public boolean isSecure() {
        return scheme.equals(HTTPS);
    }

    /** Returns host and port for the header {@code Host}, without the default port and an IPv6 zone (RFC 6874 §3). */
    public String authority() {
        boolean ownPort = OptionalInt.of(port).equals(Origin.defaultPort(scheme));
        return ownPort ? bracketed() : bracketed() + ":" + port;
    }

    /** Returns host and port for a tunnel, and for messages. */
    public String hostAndPort() {
        return bracketed() + ":" + port;
    }

    private String bracketed() {
        int zone = host.indexOf('%');
        String unzoned = zone < 0 ? host : host.substring(0, zone);
        return host.indexOf(':') < 0 ? host : "[" + unzoned + "]";
    }

    private static String withoutBrackets(String host) {
        return host.startsWith("[") ? host.substring(1, host.length() - 1).replace("%25", "%") : host;
    }

    private static ImageException invalid(ImageReference reference, String why) {
        return new ImageException(ErrorCode.INVALID_REFERENCE, "cannot ask for " + reference + ": " + why);
    }
}
