// SPDX-License-Identifier: Apache-2.0
package io.ingot.httpclient.internal.cookie;

import io.ingot.image.ImageException;
import io.ingot.image.ImageReference;
import io.ingot.image.Secret;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The cookies that redirects of one request set, for its later hops (RFC 6265). Cookies beyond a limit are ignored.
 * Used by one thread.
 */
public final class CookieJar {
    private static final int MAX_COOKIES = 50;
    private static final int MAX_HEADER = 16 << 10;

    private final Clock clock;
    private final List<Cookie> cookies = new ArrayList<>(); // the oldest first

    public CookieJar(Clock clock) {
        this.clock = clock;
    }

    /** Stores the cookies of a response; those that it may not set are ignored. */
    public void store(ImageReference from, List<String> setCookies) throws ImageException {
        CookieTarget target = CookieTarget.of(from);
        Instant now = clock.instant();
        for (String text : setCookies) {
            SetCookie.read(text, target, now).ifPresent(cookie -> put(cookie, now));
        }
    }

    /** Returns the value of the header {@code Cookie} for a request; absent if no cookie applies. */
    public Optional<Secret> header(ImageReference to) throws ImageException {
        CookieTarget target = CookieTarget.of(to);
        Instant now = clock.instant();
        List<Cookie> sent = cookies.stream()
                .filter(cookie -> cookie.expires().isAfter(now) && cookie.appliesTo(target))
                .sorted(Comparator.comparing(cookie -> -cookie.path().length()))
                .toList();
        StringBuilder value = new StringBuilder();
        for (Cookie cookie : sent) {
            String pair = (value.isEmpty() ? "" : "; ") + cookie.name() + "="
                    + cookie.value().reveal();
            value.append(value.length() + pair.length() <= MAX_HEADER ? pair : "");
        }
        return Optional.of(value.toString())
                .filter(Predicate.not(String::isEmpty))
                .map(Secret::of);
    }

    /** Stores, replaces or removes a cookie. A replacement keeps the position of the old one (RFC 6265 §5.3). */
    private void put(Cookie cookie, Instant now) {
        int index = 0;
        while (index < cookies.size() && !cookie.replaces(cookies.get(index))) {
            index++;
        }
        boolean exists = index < cookies.size();
        if (!cookie.expires().isAfter(now)) {
            if (exists) {
                cookies.remove(index);
            }
        } else if (exists) {
            cookies.set(index, cookie);
        } else if (cookies.size() < MAX_COOKIES) {
            cookies.add(cookie);
        }
    }
}
