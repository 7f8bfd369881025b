// SPDX-License-Identifier: Apache-2.0
package io.ingot.http.internal.answer;

import io.ingot.common.text.Printable;
import java.util.List;
import java.util.stream.Collectors;

/** Values of a header in messages: short, whatever a server sends. */
final class HeaderText {
    private static final int MOST = 3;

    private HeaderText() {}

    /** The first of some values, each shortened, for a place between quotes. */
    static String shown(List<String> values) {
        String first = values.stream().limit(MOST).map(Printable::redacted).collect(Collectors.joining("', '"));
        return values.size() <= MOST ? first : first + "', '…";
    }
}
