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
 * The cookies that the redirects of one request set, for the requests that follow them (RFC 6265). Cookies beyond a bound
 * are passed over. Used by one thread.
 */
public final class CookieJar {
    private static final int MAX_COOKIES = 50;
    private static final int MAX_HEADER = 16 << 10;

    private final Clock clock;
    private final List<Cookie> cookies = new ArrayList<>(); // the oldest first

    public CookieJar(Clock clock) {
        this.clock = clock;
    }

    /** Takes what an answer sets; what it may not set is passed over. */
    public void take(ImageReference from, List<String> setCookies) throws ImageException {
        CookieTarget target = CookieTarget.of(from);
        Instant now = clock.instant();
        for (String text : setCookies) {
            SetCookie.read(text, target, now).ifPresent(cookie -> put(cookie, now));
        }
    }

    /** The value of the header {@code Cookie} for a request; absent if no cookie is for it. */
    public Optional<Secret> header(ImageReference to) throws ImageException {
        CookieTarget target = CookieTarget.of(to);
        Instant now = clock.instant();
        List<Cookie> sent = cookies.stream()
                .filter(cookie -> cookie.expires().isAfter(now) && cookie.isFor(target))
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

    /** A cookie that is replaced leaves its place among the others to the new one (RFC 6265 §5.3). */
    private void put(Cookie cookie, Instant now) {
        int place = 0;
        while (place < cookies.size() && !cookie.replaces(cookies.get(place))) {
            place++;
        }
        boolean held = place < cookies.size();
        if (!cookie.expires().isAfter(now)) {
            if (held) {
                cookies.remove(place);
            }
        } else if (held) {
            cookies.set(place, cookie);
        } else if (cookies.size() < MAX_COOKIES) {
            cookies.add(cookie);
        }
    }
}
