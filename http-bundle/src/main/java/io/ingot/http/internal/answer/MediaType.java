// SPDX-License-Identifier: Apache-2.0
package io.ingot.http.internal.answer;

import io.ingot.httpclient.HttpResponse;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The media type of an answer (RFC 9110 §8.3), without parameters. */
public final class MediaType {
    private static final Pattern FORM = Pattern.compile("[!#$&^_.+a-z0-9-]{1,127}/[!#$&^_.+a-z0-9-]{1,127}");
    private static final Set<String> PAGES = Set.of("text/html", "application/xhtml+xml");

    private MediaType() {}

    /** The type in lower case; absent if there is none, or what is none. */
    public static Optional<String> of(HttpResponse answer) {
        return answer.header("content-type")
                .map(value -> value.split(";", 2)[0].strip().toLowerCase(Locale.ROOT))
                .filter(type -> FORM.matcher(type).matches());
    }

    /** Whether it is that of a page for people: a listing, an error, a log-in. */
    public static boolean isPage(String type) {
        return PAGES.contains(type);
    }
}
