// SPDX-License-Identifier: Apache-2.0
package io.ingot.http.internal.version;

import io.ingot.httpclient.HttpResponse;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An entity tag (RFC 9110 §8.8.3).
 *
 * @param text as it was sent, quotes included
 */
record EntityTag(String text) {
    private static final Pattern FORM = Pattern.compile("(?:W/)?\"[\\x21\\x23-\\x7e\\x80-\\xff]{0,1024}\"");
    private static final String EMPTY = "\"\"";

    /** The tag of an answer; absent if it has none, or what is none. */
    static Optional<EntityTag> of(HttpResponse answer) {
        return answer.header("etag").flatMap(EntityTag::parse);
    }

    /** Reads a tag; absent if the text is none. */
    static Optional<EntityTag> parse(String text) {
        return Optional.of(text).filter(any -> FORM.matcher(any).matches()).map(EntityTag::new);
    }

    /** Whether equal tags of one resource promise equal bytes. A tag without content promises nothing. */
    boolean strong() {
        return !text.startsWith("W/") && !text.equals(EMPTY);
    }
}
