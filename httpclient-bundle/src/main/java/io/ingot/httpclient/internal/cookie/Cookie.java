// SPDX-License-Identifier: Apache-2.0
package io.ingot.httpclient.internal.cookie;

import io.ingot.httpclient.internal.redirect.LiteralHost;
import io.ingot.image.Secret;
import java.time.Instant;

/**
 * A cookie (RFC 6265 §5.3).
 *
 * @param domain lower case, without a leading dot
 * @param hostOnly whether it is for the host {@code domain} alone, not for the hosts below it
 * @param path the path that it is sent to, and below
 * @param secure whether it is sent over https only
 * @param expires when it expires
 */
record Cookie(
        String name, Secret value, String domain, boolean hostOnly, String path, boolean secure, Instant expires) {
    /** Returns whether this cookie replaces another one. */
    boolean replaces(Cookie other) {
        return name.equals(other.name) && domain.equals(other.domain) && path.equals(other.path);
    }

    boolean appliesTo(CookieTarget target) {
        boolean host = hostOnly
                ? target.origin().host().equals(domain)
                : matches(target.origin().host(), domain);
        return host && matchesPath(target.path()) && (!secure || target.origin().isSecure());
    }

    /** Returns whether a host equals a domain, or is below it; an address is below none (RFC 6265 §5.1.3). */
    static boolean matches(String host, String domain) {
        return host.equals(domain)
                || (host.endsWith("." + domain) && LiteralHost.address(host).isEmpty());
    }

    /** RFC 6265 §5.1.4. */
    private boolean matchesPath(String requested) {
        return requested.equals(path) || requested.startsWith(path.endsWith("/") ? path : path + "/");
    }
}
