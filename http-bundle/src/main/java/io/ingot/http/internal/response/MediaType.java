// SPDX-License-Identifier: Apache-2.0
package io.ingot.http.internal.response;

import io.ingot.httpclient.HttpResponse;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Parses the media type of a response (RFC 9110 §8.3), without parameters. */
public final class MediaType {
    private static final Pattern FORM = Pattern.compile("[!#$&^_.+a-z0-9-]{1,127}/[!#$&^_.+a-z0-9-]{1,127}");
    private static final Set<String> PAGES = Set.of("text/html", "application/xhtml+xml");

    private MediaType() {}

    /** Returns the type in lower case; absent if the header is missing or malformed. */
    public static Optional<String> of(HttpResponse response) {
        return response.header("content-type")
                .map(value -> value.split(";", 2)[0].strip().toLowerCase(Locale.ROOT))
                .filter(type -> FORM.matcher(type).matches());
    }

    /** Returns whether a type is that of a page for people: a listing, an error, a login. */
    public static boolean isPage(String type) {
        return PAGES.contains(type);
    }
}
