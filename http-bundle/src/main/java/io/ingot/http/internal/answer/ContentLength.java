// SPDX-License-Identifier: Apache-2.0
package io.ingot.http.internal.answer;

import io.ingot.httpclient.HttpResponse;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The length that an answer declares (RFC 9110 §8.6). */
public final class ContentLength {
    private static final Pattern DIGITS = Pattern.compile("[0-9]+");

    private ContentLength() {}

    /**
     * The length; absent if none is declared. One that is repeated is one.
     *
     * @throws ImageException TRANSFER_FAILED, lasting, if it is not a number; INSUFFICIENT_SPACE if it is too large
     */
    public static OptionalLong of(HttpResponse answer) throws ImageException {
        List<String> values = answer.headers("content-length").stream()
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
                            answer.at() + " declares a length that is not a number: '" + HeaderText.shown(values) + "'")
                    .nonRetryable();
        }
        return OptionalLong.of(LengthField.of(values.get(0), answer.at()));
    }
}
