// SPDX-License-Identifier: Apache-2.0
package io.ingot.httpclient.internal.exchange;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.HttpVersion;
import org.apache.hc.core5.http.NameValuePair;

/** What the header of an answer says of the length of its body (RFC 9112 §6.3). */
final class Framing {
    private static final String LENGTH = "content-length";
    private static final String CODING = "transfer-encoding";
    private static final int MOST_DIGITS = 18;
    private static final Pattern DIGITS = Pattern.compile("[0-9]+");
    private static final Pattern NOT_OF_A_NAME = Pattern.compile("[^A-Za-z0-9!#$%&'*+.^_`|~-]+");
    private static final Pattern LEADING_ZEROS = Pattern.compile("^0+(?=[0-9])");

    private Framing() {}

    /** Whether a name is that of a field that says where the body ends, but for characters that no name holds. */
    static boolean isDisguised(String name) {
        String bare = NOT_OF_A_NAME.matcher(name).replaceAll("");
        return !bare.equals(name) && Set.of(LENGTH, CODING).contains(bare.toLowerCase(Locale.ROOT));
    }

    /**
     * Leaves one {@code Content-Length} where one value was sent repeatedly (RFC 9110 §8.6), and none where the body is
     * chunked: such an answer may be an attempt at smuggling, so its connection is not used again.
     *
     * @param hasBody whether a body follows; if not, a length that cannot be read harms nothing, and stays as it was sent
     * @throws ResponseException if it is unclear where the body ends, or no disk holds it
     */
    static void settle(HttpResponse response, boolean hasBody) throws ResponseException {
        List<String> lengths = values(response, LENGTH);
        if (response.containsHeader(CODING)) {
            if (hasBody && !isChunked(response)) {
                throw ResponseException.invalid("the answer has a transfer coding other than chunked");
            }
            if (!lengths.isEmpty() || isBeforeChunks(response)) {
                response.removeHeaders(LENGTH);
                response.setHeader("Connection", "close");
            }
            return;
        }
        Set<String> different = lengths.stream().map(Framing::canonical).collect(Collectors.toSet());
        boolean known = different.size() == 1 && !different.contains("");
        if (hasBody && !lengths.isEmpty() && !known) {
            throw ResponseException.invalid(
                    different.size() > 1
                            ? "the answer declares different lengths of its body"
                            : "the Content-Length of the answer is not a number of bytes");
        }
        if (known) {
            String length = different.iterator().next();
            requireStorable(length, hasBody);
            response.removeHeaders(LENGTH);
            response.setHeader(LENGTH, length);
        }
    }

    private static void requireStorable(String length, boolean hasBody) throws ResponseException {
        if (hasBody && length.length() > MOST_DIGITS) {
            throw ResponseException.tooLarge("the answer declares a body of more than 10^" + MOST_DIGITS
                    + " bytes, more than any disk holds; check the server");
        }
    }

    /** HTTP/1.0 has no transfer codings: who passed such an answer on may have seen another end of it (RFC 9112 §6.1). */
    private static boolean isBeforeChunks(HttpResponse response) {
        return response.getVersion() != null && response.getVersion().lessEquals(HttpVersion.HTTP_1_0);
    }

    private static boolean isChunked(HttpResponse response) {
        List<String> codings = values(response, CODING).stream()
                .filter(coding -> !coding.isEmpty())
                .toList();
        return codings.size() == 1 && codings.get(0).equalsIgnoreCase("chunked");
    }

    /** The elements of a field, of all its lines. */
    private static List<String> values(HttpResponse response, String name) {
        return Arrays.stream(response.getHeaders(name))
                .map(NameValuePair::getValue)
                .flatMap(value -> Arrays.stream(value.split(",", -1)))
                .map(Framing::withoutBlanks)
                .toList();
    }

    /** Without spaces and tabs around it. Java strips more, which other readers of the field take for a part of the value. */
    private static String withoutBlanks(String value) {
        int begin = 0;
        int end = value.length();
        while (begin < end && isBlank(value.charAt(begin))) {
            begin++;
        }
        while (begin < end && isBlank(value.charAt(end - 1))) {
            end--;
        }
        return value.substring(begin, end);
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }

    /** A number without leading zeros; empty for anything else. */
    private static String canonical(String length) {
        return DIGITS.matcher(length).matches() ? LEADING_ZEROS.matcher(length).replaceFirst("") : "";
    }
}
