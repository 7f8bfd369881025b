// SPDX-License-Identifier: Apache-2.0
package io.ingot.http.internal.answer;

import io.ingot.httpclient.HttpAnswer;
import java.util.Locale;
import java.util.Optional;

/** The content coding of an answer (RFC 9110 §8.4), which came although {@code identity} was asked for. */
public final class ContentCoding {
    private ContentCoding() {}

    /** The coding, or codings by commas, in lower case; absent if the bytes are the image's own. */
    public static Optional<String> of(HttpAnswer answer) {
        String codings =
                String.join(", ", answer.headers("content-encoding")).strip().toLowerCase(Locale.ROOT);
        return Optional.of(codings).filter(coding -> !coding.isEmpty() && !coding.equals("identity"));
    }
}
