// SPDX-License-Identifier: Apache-2.0
package io.ingot.http.internal.answer;

import io.ingot.httpclient.HttpResponse;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The bytes that an answer holds (RFC 9110 §14.4).
 *
 * @param first from 0
 * @param last the last one, not before the first
 * @param total of the whole; beyond the last one, if it is known
 */
public record ContentRange(long first, long last, OptionalLong total) {
    private static final Pattern SATISFIED = Pattern.compile(
            "bytes (?<first>[0-9]{1,18})-(?<last>[0-9]{1,18})/(?:(?<total>[0-9]+)|\\*)", Pattern.CASE_INSENSITIVE);
    private static final Pattern UNSATISFIED =
            Pattern.compile("bytes \\*/(?<total>[0-9]{1,18})", Pattern.CASE_INSENSITIVE);

    /** Reads a header; absent if it is none, or contradicts itself. */
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
        boolean sound = range.first <= range.last && range.last < range.total.orElse(Long.MAX_VALUE);
        return Optional.of(range).filter(any -> sound);
    }

    /**
     * The one range of a partial answer.
     *
     * @throws ImageException TRANSFER_FAILED, lasting, if it has none or several; INSUFFICIENT_SPACE if the whole is too
     *     large
     */
    public static ContentRange of(HttpResponse answer) throws ImageException {
        List<String> headers = answer.headers("content-range");
        for (String header : headers) {
            requireStorable(header, answer);
        }
        Optional<ContentRange> range = headers.size() == 1 ? parse(headers.get(0)) : Optional.empty();
        return range.orElseThrow(() -> new ImageException(
                        ErrorCode.TRANSFER_FAILED,
                        answer.at() + " answers with a part that is not a single range of bytes: '"
                                + HeaderText.shown(headers) + "'")
                .nonRetryable());
    }

    private static void requireStorable(String header, HttpResponse answer) throws ImageException {
        Matcher parts = SATISFIED.matcher(header.strip());
        if (parts.matches() && parts.group("total") != null) {
            LengthField.of(parts.group("total"), answer.at());
        }
    }

    /** The size of the whole that an answer gives in place of a range; absent if it does not. */
    public static OptionalLong unsatisfied(HttpResponse answer) {
        Matcher parts =
                UNSATISFIED.matcher(answer.header("content-range").orElse("").strip());
        return parts.matches() ? OptionalLong.of(Long.parseLong(parts.group("total"))) : OptionalLong.empty();
    }

    /** How many bytes it is. */
    public long length() {
        return last - first + 1;
    }
}
