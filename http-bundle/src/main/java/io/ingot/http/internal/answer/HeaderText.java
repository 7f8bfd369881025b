// SPDX-License-Identifier: Apache-2.0
package io.ingot.http.internal.answer;

import java.util.List;
import java.util.stream.Collectors;

/** Values of a header in messages: short, whatever a server sends. */
final class HeaderText {
    private static final int MOST = 3;
    private static final int LONGEST = 80;

    private HeaderText() {}

    /** The first of some values, each shortened, for a place between quotes. */
    static String shown(List<String> values) {
        String first = values.stream().limit(MOST).map(HeaderText::shortened).collect(Collectors.joining("', '"));
        return values.size() <= MOST ? first : first + "', '…";
    }

    private static String shortened(String value) {
        return value.length() <= LONGEST ? value : value.substring(0, LONGEST) + "…";
    }
}
