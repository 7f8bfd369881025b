// SPDX-License-Identifier: Apache-2.0
package io.ingot.http.internal.response;

import io.ingot.httpclient.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The content coding of a response (RFC 9110 §8.4) to a request for {@code identity}. Object stores and careless
 * uploads put other values into the header: a coding of the upload or of a mail, a character set, a media type. Those
 * say nothing about the bytes, and are ignored.
 */
public final class ContentCoding {
    private static final Set<String> NO_CODINGS = Set.of(
            "aws-chunked",
            "chunked", // codes the message, not the content
            "7bit",
            "8bit",
            "binary",
            "base64",
            "quoted-printable", // codings of mails (RFC 2045 §6)
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

    /**
     * Names of character sets. The JDK is not asked: for an unknown name it searches all its providers, which takes
     * milliseconds.
     */
    private static final Pattern CHARSET =
            Pattern.compile("utf-?(?:8|16|32)(?:le|be)?|(?:us-)?ascii|iso[-_]?8859[-_][0-9]{1,2}"
                    + "|latin-?[0-9]{1,2}|windows-[0-9]{3,4}|(?:cp|ibm)-?[0-9]{3,5}|koi8-[ru]|gb2312|gbk|gb18030|big5|shift[-_]jis"
                    + "|euc-(?:jp|kr|cn|tw)|iso-2022-(?:jp|kr|cn)|tis-620|viscii");

    private static final int MAX_CODINGS = 16;
    private static final int MAX_LENGTH = 64;
    private static final String TOO_MANY = "more than " + MAX_CODINGS + " codings";

    private ContentCoding() {}

    /** Returns the coding, or several separated by commas, in lower case; absent if the bytes are the image's own. */
    public static Optional<String> of(HttpResponse response) {
        String codings = String.join(
                ", ",
                listed(response).stream()
                        .filter(Predicate.not(ContentCoding::isIgnored))
                        .toList());
        return Optional.of(codings).filter(Predicate.not(String::isEmpty));
    }

    /** Returns the values of the header that are not codings. */
    public static List<String> ignored(HttpResponse response) {
        return listed(response).stream()
                .filter(ContentCoding::isIgnored)
                .distinct()
                .toList();
    }

    /**
     * Returns the values of the header, each shortened; a single placeholder if there are more than any server applies.
     */
    private static List<String> listed(HttpResponse response) {
        List<String> names = response.headers("content-encoding").stream()
                .flatMap(value -> Stream.of(value.split(",", -1)))
                .map(name -> name.strip().toLowerCase(Locale.ROOT))
                .filter(name -> !name.isEmpty() && !name.equals("identity"))
                .map(name -> name.length() <= MAX_LENGTH ? name : name.substring(0, MAX_LENGTH) + "…")
                .limit(MAX_CODINGS + 1L)
                .toList();
        return names.size() <= MAX_CODINGS ? names : List.of(TOO_MANY);
    }

    private static boolean isIgnored(String name) {
        return NO_CODINGS.contains(name) || name.indexOf('/') >= 0 || isCharset(name);
    }

    private static boolean isCharset(String name) {
        return CHARSET.matcher(name).matches();
    }
}
