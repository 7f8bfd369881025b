// SPDX-License-Identifier: Apache-2.0
package io.ingot.httpclient.internal.cookie;

import io.ingot.httpclient.internal.auth.HeaderSyntax;
import io.ingot.image.Secret;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.hc.client5.http.cookie.MalformedCookieException;
import org.apache.hc.client5.http.impl.cookie.BasicClientCookie;
import org.apache.hc.client5.http.impl.cookie.LaxExpiresHandler;
import org.apache.hc.client5.http.psl.PublicSuffixMatcherLoader;

/**
 * Parses {@code Set-Cookie} (RFC 6265 §5.2, §5.3). The library's own parser changes values with a quote, a comma or a
 * space, so only its dates and its list of public suffixes are used.
 */
final class SetCookie {
    private static final int MAX_LENGTH = 4096;
    private static final Pattern SECONDS = Pattern.compile("-?[0-9]+");
    private static final int MAX_DIGITS = 10;

    private SetCookie() {}

    /** Parses a cookie. Absent if the text is malformed, or the target may not set the cookie. */
    static Optional<Cookie> read(String text, CookieTarget target, Instant now) {
        String[] parts = text.split(";", -1);
        int equals = parts[0].indexOf('=');
        String name = parts[0].substring(0, Math.max(0, equals)).strip();
        String value = parts[0].substring(equals + 1).strip();
        if (name.isEmpty()
                || name.length() + value.length() > MAX_LENGTH
                || !HeaderSyntax.isSendable("cookie", name + "=" + value)) {
            return Optional.empty();
        }
        Map<String, String> attributes = attributes(parts);
        Optional<Domain> domain =
                domain(attributes.getOrDefault("domain", ""), target.origin().host());
        String path = attributes.getOrDefault("path", "");
        return domain.map(allowed -> new Cookie(
                name,
                Secret.of(value),
                allowed.name(),
                allowed.hostOnly(),
                path.startsWith("/") ? path : target.defaultPath(),
                attributes.containsKey("secure"),
                expiry(attributes, now)));
    }

    private static Map<String, String> attributes(String[] parts) {
        Map<String, String> attributes = new HashMap<>();
        for (int i = 1; i < parts.length; i++) {
            int equals = parts[i].indexOf('=');
            String name = equals < 0 ? parts[i] : parts[i].substring(0, equals);
            String value = equals < 0 ? "" : parts[i].substring(equals + 1).strip();
            attributes.put(name.strip().toLowerCase(Locale.ROOT), value);
        }
        return attributes;
    }

    private record Domain(String name, boolean hostOnly) {}

    /**
     * Returns the domain of a cookie. Absent if the host may not set a cookie for it: it is another domain, or a public
     * suffix.
     */
    private static Optional<Domain> domain(String attribute, String host) {
        String domain = (attribute.startsWith(".") ? attribute.substring(1) : attribute).toLowerCase(Locale.ROOT);
        if (domain.isEmpty()) {
            return Optional.of(new Domain(host, true));
        }
        if (!Cookie.matches(host, domain)) {
            return Optional.empty();
        }
        if (isPublicSuffix(domain)) {
            return domain.equals(host) ? Optional.of(new Domain(host, true)) : Optional.empty();
        }
        return Optional.of(new Domain(domain, false));
    }

    private static boolean isPublicSuffix(String domain) {
        return PublicSuffixMatcherLoader.getDefault().getDomainRoot(domain) == null;
    }

    /** Returns the expiry. A malformed one leaves a cookie that lasts as long as its jar. */
    private static Instant expiry(Map<String, String> attributes, Instant now) {
        String maxAge = attributes.getOrDefault("max-age", "");
        if (SECONDS.matcher(maxAge).matches()) {
            boolean expired = maxAge.startsWith("-") || maxAge.replace("0", "").isEmpty();
            return expired
                    ? Instant.MIN
                    : maxAge.length() > MAX_DIGITS ? Instant.MAX : now.plusSeconds(Long.parseLong(maxAge));
        }
        BasicClientCookie date = new BasicClientCookie("date", null);
        try {
            LaxExpiresHandler.INSTANCE.parse(date, attributes.getOrDefault("expires", ""));
        } catch (MalformedCookieException e) {
            return Instant.MAX;
        }
        Instant expires = date.getExpiryInstant();
        return expires == null ? Instant.MAX : expires;
    }
}
