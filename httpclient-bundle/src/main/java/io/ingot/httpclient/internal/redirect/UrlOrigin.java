// SPDX-License-Identifier: Apache-2.0
package io.ingot.httpclient.internal.redirect;

import io.ingot.image.AddressLiteral;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.ImageReference;
import java.util.regex.Pattern;

/**
 * Scheme, host and port: what credentials stay with (RFC 6454).
 *
 * @param scheme {@code http} or {@code https}
 * @param host lower case, an IPv6 address without brackets
 * @param port the port, the scheme's own if the reference names none
 */
public record UrlOrigin(String scheme, String host, int port) {
    private static final Pattern NUMBERS = Pattern.compile("[0-9]++(?:\\.[0-9]++)*+\\.?");
    private static final int HTTP_PORT = 80;
    private static final int HTTPS_PORT = 443;

    /**
     * The origin of a reference.
     *
     * @throws ImageException INVALID_REFERENCE if it is not an http or https URL with a host
     */
    public static UrlOrigin of(ImageReference reference) throws ImageException {
        String scheme = reference.scheme();
        boolean secure = scheme.equals("https");
        if (!secure && !scheme.equals("http")) {
            throw invalid(reference, "its scheme is neither http nor https");
        }
        String host = reference.host().orElseThrow(() -> invalid(reference, "it names no host"));
        int port = reference.port().orElse(secure ? HTTPS_PORT : HTTP_PORT);
        if (port == 0) {
            throw invalid(reference, "no server listens on port 0");
        }
        if (NUMBERS.matcher(host).matches() && AddressLiteral.ofHost(host).isEmpty()) {
            throw invalid(reference, "its host is not an IPv4 address, and a name is not made of numbers alone");
        }
        return new UrlOrigin(scheme, bare(host), port);
    }

    /** Whether TLS is spoken there. */
    public boolean secure() {
        return scheme.equals("https");
    }

    /** Host and port for the header {@code Host}: the scheme's own port left out, as is an IPv6 zone (RFC 6874 §3). */
    public String authority() {
        boolean ownPort = port == (secure() ? HTTPS_PORT : HTTP_PORT);
        return ownPort ? bracketed() : bracketed() + ":" + port;
    }

    /** Host and port for a tunnel, and for people. */
    public String hostAndPort() {
        return bracketed() + ":" + port;
    }

    private String bracketed() {
        int zone = host.indexOf('%');
        String unzoned = zone < 0 ? host : host.substring(0, zone);
        return host.indexOf(':') < 0 ? host : "[" + unzoned + "]";
    }

    private static String bare(String host) {
        return host.startsWith("[") ? host.substring(1, host.length() - 1).replace("%25", "%") : host;
    }

    private static ImageException invalid(ImageReference reference, String why) {
        return new ImageException(ErrorCode.INVALID_REFERENCE, "cannot ask for " + reference + ": " + why);
    }
}
