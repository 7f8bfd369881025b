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

/** The length of a response body, as its header declares it (RFC 9112 §6.3). */
final class Framing {
    private static final String LENGTH = "content-length";
    private static final String CODING = "transfer-encoding";
    private static final int MAX_DIGITS = 18;
    private static final Pattern DIGITS = Pattern.compile("[0-9]+");
    private static final Pattern NON_TOKEN = Pattern.compile("[^A-Za-z0-9!#$%&'*+.^_`|~-]+");
    private static final Pattern LEADING_ZEROS = Pattern.compile("^0+(?=[0-9])");

    private Framing() {}

    /** Returns whether a name is that of a framing field, apart from characters that are not valid in a name. */
    static boolean isDisguised(String name) {
        String bare = NON_TOKEN.matcher(name).replaceAll("");
        return !bare.equals(name) && Set.of(LENGTH, CODING).contains(bare.toLowerCase(Locale.ROOT));
    }

    /**
     * Reduces repeated equal values to one {@code Content-Length} (RFC 9110 §8.6), and removes it if the body is
     * chunked: such a response may be an attempt at smuggling, so its connection is not reused.
     *
     * @param hasBody whether a body follows; if not, a malformed length is harmless and left unchanged
     * @throws ResponseException if the end of the body is ambiguous, or the body is larger than any disk
     */
    static void normalize(HttpResponse response, boolean hasBody) throws ResponseException {
        List<String> lengths = values(response, LENGTH);
        if (response.containsHeader(CODING)) {
            if (hasBody && !isChunked(response)) {
                throw ResponseException.invalid("the answer has a transfer coding other than chunked");
            }
            if (!lengths.isEmpty() || isHttp10(response)) {
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
        if (hasBody && length.length() > MAX_DIGITS) {
            throw ResponseException.tooLarge("the answer declares a body of more than 10^" + MAX_DIGITS
                    + " bytes, more than any disk holds; check the server");
        }
    }

    /**
     * HTTP/1.0 has no transfer codings: a proxy that passed such a response on may have found another end of it (RFC
     * 9112 §6.1).
     */
    private static boolean isHttp10(HttpResponse response) {
        return response.getVersion() != null && response.getVersion().lessEquals(HttpVersion.HTTP_1_0);
    }

    private static boolean isChunked(HttpResponse response) {
        List<String> codings = values(response, CODING).stream()
                .filter(coding -> !coding.isEmpty())
                .toList();
        return codings.size() == 1 && codings.get(0).equalsIgnoreCase("chunked");
    }

    /** Returns the elements of a field, from all its lines. */
    private static List<String> values(HttpResponse response, String name) {
        return Arrays.stream(response.getHeaders(name))
                .map(NameValuePair::getValue)
                .flatMap(value -> Arrays.stream(value.split(",", -1)))
                .map(Framing::stripBlanks)
                .toList();
    }

    /**
     * Removes spaces and tabs at both ends. {@link String#strip} removes more, which other readers take for a part of
     * the value.
     */
    private static String stripBlanks(String value) {
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

    /** Returns a number without leading zeros; empty for anything else. */
    private static String canonical(String length) {
        return DIGITS.matcher(length).matches() ? LEADING_ZEROS.matcher(length).replaceFirst("") : "";
    }
}
