// SPDX-License-Identifier: Apache-2.0
package io.ingot.http.internal.answer;

import io.ingot.httpclient.HttpAnswer;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The content coding of an answer (RFC 9110 §8.4), which came although {@code identity} was asked for. Object stores and
 * careless uploads put other things into its header: a coding of the upload, of a mail, a character set, a media type.
 * They say nothing of the bytes.
 */
public final class ContentCoding {
    private static final Set<String> NO_CODINGS = Set.of(
            "aws-chunked",
            "chunked", // of the message, not of the content
            "7bit",
            "8bit",
            "binary",
            "base64",
            "quoted-printable", // of mails (RFC 2045 §6)
            "none",
            "null",
            "nil",
            "undefined",
            "default",
            "no",
            "off",
            "false",
            "raw",
            "plain",
            "text",
            "*");

    private ContentCoding() {}

    /** The coding, or codings by commas, in lower case; absent if the bytes are the image's own. */
    public static Optional<String> of(HttpAnswer answer) {
        String codings = String.join(
                ", ",
                listed(answer).filter(Predicate.not(ContentCoding::isNone)).toList());
        return Optional.of(codings).filter(Predicate.not(String::isEmpty));
    }

    /** What the header lists that is not a coding, and is passed over. */
    public static List<String> passedOver(HttpAnswer answer) {
        return listed(answer).filter(ContentCoding::isNone).distinct().toList();
    }

    private static Stream<String> listed(HttpAnswer answer) {
        return answer.headers("content-encoding").stream()
                .flatMap(value -> Stream.of(value.split(",", -1)))
                .map(name -> name.strip().toLowerCase(Locale.ROOT))
                .filter(name -> !name.isEmpty() && !name.equals("identity"));
    }

    private static boolean isNone(String name) {
        return NO_CODINGS.contains(name) || name.indexOf('/') >= 0 || isCharset(name);
    }

    private static boolean isCharset(String name) {
        try {
            return Charset.isSupported(name);
        } catch (IllegalCharsetNameException e) {
            return false;
        }
    }
}
