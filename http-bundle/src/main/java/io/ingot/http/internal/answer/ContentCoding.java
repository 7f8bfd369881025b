// SPDX-License-Identifier: Apache-2.0
package io.ingot.http.internal.answer;

import io.ingot.httpclient.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
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

    /** By name only: the JDK asks all its providers for one that it does not have, which takes milliseconds. */
    private static final Pattern CHARSET =
            Pattern.compile("utf-?(?:8|16|32)(?:le|be)?|(?:us-)?ascii|iso[-_]?8859[-_][0-9]{1,2}"
                    + "|latin-?[0-9]{1,2}|windows-[0-9]{3,4}|(?:cp|ibm)-?[0-9]{3,5}|koi8-[ru]|gb2312|gbk|gb18030|big5|shift[-_]jis"
                    + "|euc-(?:jp|kr|cn|tw)|iso-2022-(?:jp|kr|cn)|tis-620|viscii");

    private static final int MOST = 16;
    private static final int LONGEST = 64;
    private static final String TOO_MANY = "more than " + MOST + " codings";

    private ContentCoding() {}

    /** The coding, or codings by commas, in lower case; absent if the bytes are the image's own. */
    public static Optional<String> of(HttpResponse answer) {
        String codings = String.join(
                ", ",
                listed(answer).stream()
                        .filter(Predicate.not(ContentCoding::isNone))
                        .toList());
        return Optional.of(codings).filter(Predicate.not(String::isEmpty));
    }

    /** What the header lists that is not a coding, and is passed over. */
    public static List<String> passedOver(HttpResponse answer) {
        return listed(answer).stream().filter(ContentCoding::isNone).distinct().toList();
    }

    /** What the header lists, each name shortened; one name that no coding has where it lists more than any server applies. */
    private static List<String> listed(HttpResponse answer) {
        List<String> names = answer.headers("content-encoding").stream()
                .flatMap(value -> Stream.of(value.split(",", -1)))
                .map(name -> name.strip().toLowerCase(Locale.ROOT))
                .filter(name -> !name.isEmpty() && !name.equals("identity"))
                .map(name -> name.length() <= LONGEST ? name : name.substring(0, LONGEST) + "…")
                .limit(MOST + 1L)
                .toList();
        return names.size() <= MOST ? names : List.of(TOO_MANY);
    }

    private static boolean isNone(String name) {
        return NO_CODINGS.contains(name) || name.indexOf('/') >= 0 || isCharset(name);
    }

    private static boolean isCharset(String name) {
        return CHARSET.matcher(name).matches();
    }
}
