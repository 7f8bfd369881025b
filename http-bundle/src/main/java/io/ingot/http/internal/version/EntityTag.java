// SPDX-License-Identifier: Apache-2.0
package io.ingot.http.internal.version;

import io.ingot.httpclient.HttpResponse;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An entity tag (RFC 9110 §8.8.3).
 *
 * @param text as it was sent, including the quotes
 */
record EntityTag(String text) {
    private static final Pattern FORM = Pattern.compile("(?:W/)?\"[\\x21\\x23-\\x7e\\x80-\\xff]{0,1024}\"");
    private static final String EMPTY = "\"\"";

    /** Returns the tag of a response; absent if it has none, or a malformed one. */
    static Optional<EntityTag> of(HttpResponse response) {
        return response.header("etag").flatMap(EntityTag::parse);
    }

    /** Parses a tag; absent if the text is malformed. */
    static Optional<EntityTag> parse(String text) {
        return Optional.of(text).filter(any -> FORM.matcher(any).matches()).map(EntityTag::new);
    }

    /** Returns whether equal tags of one resource promise equal bytes. An empty tag promises nothing. */
    boolean isStrong() {
        return !text.startsWith("W/") && !text.equals(EMPTY);
    }
}
