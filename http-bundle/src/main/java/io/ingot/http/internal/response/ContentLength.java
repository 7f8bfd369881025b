// SPDX-License-Identifier: Apache-2.0
package io.ingot.http.internal.response;

import io.ingot.httpclient.HttpResponse;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Parses the length that a response declares (RFC 9110 §8.6). */
public final class ContentLength {
    private static final Pattern DIGITS = Pattern.compile("[0-9]+");

    private ContentLength() {}

    /**
     * Returns the length; absent if none is declared. Repeated equal values count once.
     *
     * @throws ImageException TRANSFER_FAILED, not retryable, if it is not a number; INSUFFICIENT_SPACE if it is too
     *     large
     */
    public static OptionalLong of(HttpResponse response) throws ImageException {
        List<String> values = response.headers("content-length").stream()
                .flatMap(value -> Stream.of(value.split(",", -1)))
                .map(String::strip)
                .distinct()
                .toList();
        if (values.isEmpty()) {
            return OptionalLong.empty();
        }
        if (values.size() > 1 || !DIGITS.matcher(values.get(0)).matches()) {
            throw new ImageException(
                            ErrorCode.TRANSFER_FAILED,
                            response.finalReference() + " declares a length that is not a number: '"
                                    + HeaderText.format(values) + "'")
                    .nonRetryable();
        }
        return OptionalLong.of(LengthField.of(values.get(0), response.finalReference()));
    }
}
