// SPDX-License-Identifier: Apache-2.0
package io.ingot.http.internal.response;

import io.ingot.httpclient.HttpResponse;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The range of a partial response (RFC 9110 §14.4).
 *
 * @param first the first byte, from 0
 * @param last the last byte, not before the first
 * @param total the size of the whole, if it is known; greater than {@code last}
 */
public record ContentRange(long first, long last, OptionalLong total) {
    private static final Pattern SATISFIED = Pattern.compile(
            "bytes (?<first>[0-9]{1,18})-(?<last>[0-9]{1,18})/(?:(?<total>[0-9]+)|\\*)", Pattern.CASE_INSENSITIVE);
    private static final Pattern UNSATISFIED =
            Pattern.compile("bytes \\*/(?<total>[0-9]{1,18})", Pattern.CASE_INSENSITIVE);

    /** Parses a header; absent if it is malformed or contradicts itself. */
    static Optional<ContentRange> parse(String text) {
        Matcher parts = SATISFIED.matcher(text.strip());
        if (!parts.matches()) {
            return Optional.empty();
        }
        String total = parts.group("total");
        if (total != null && !LengthField.fits(total)) {
            return Optional.empty();
        }
        ContentRange range = new ContentRange(
                Long.parseLong(parts.group("first")),
                Long.parseLong(parts.group("last")),
                total == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(total)));
        boolean isValid = range.first <= range.last && range.last < range.total.orElse(Long.MAX_VALUE);
        return Optional.of(range).filter(any -> isValid);
    }

    /**
     * Returns the range of a partial response.
     *
     * @throws ImageException TRANSFER_FAILED, not retryable, if it has none or several; INSUFFICIENT_SPACE if the whole
     *     is too large
     */
    public static ContentRange of(HttpResponse response) throws ImageException {
        List<String> headers = response.headers("content-range");
        for (String header : headers) {
            requireStorable(header, response);
        }
        Optional<ContentRange> range = headers.size() == 1 ? parse(headers.get(0)) : Optional.empty();
        return range.orElseThrow(() -> new ImageException(
                        ErrorCode.TRANSFER_FAILED,
                        response.finalReference()
                                + " sends a partial response whose Content-Range is not a single range of bytes: '"
                                + HeaderText.format(headers) + "'")
                .nonRetryable());
    }

    private static void requireStorable(String header, HttpResponse response) throws ImageException {
        Matcher parts = SATISFIED.matcher(header.strip());
        if (parts.matches() && parts.group("total") != null) {
            LengthField.of(parts.group("total"), response.finalReference());
        }
    }

    /** Returns the size of the whole from a response without a satisfiable range; absent if it has none. */
    public static OptionalLong unsatisfied(HttpResponse response) {
        Matcher parts =
                UNSATISFIED.matcher(response.header("content-range").orElse("").strip());
        return parts.matches() ? OptionalLong.of(Long.parseLong(parts.group("total"))) : OptionalLong.empty();
    }

    /** Returns the number of bytes. */
    public long length() {
        return last - first + 1;
    }
}
