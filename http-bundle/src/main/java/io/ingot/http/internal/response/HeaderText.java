// SPDX-License-Identifier: Apache-2.0
package io.ingot.http.internal.response;

import io.ingot.common.text.Printable;
import java.util.List;
import java.util.stream.Collectors;

/** Formats header values for messages, in bounded length. */
final class HeaderText {
    private static final int MAX_VALUES = 3;

    private HeaderText() {}

    /** Returns the first values, each shortened, to be put between quotes. */
    static String format(List<String> values) {
        String first =
                values.stream().limit(MAX_VALUES).map(Printable::redacted).collect(Collectors.joining("', '"));
        return values.size() <= MAX_VALUES ? first : first + "', '…";
    }
}
