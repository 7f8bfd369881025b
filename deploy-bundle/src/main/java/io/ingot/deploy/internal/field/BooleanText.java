// SPDX-License-Identifier: Apache-2.0
package io.ingot.deploy.internal.field;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Yes or no, in the words that {@code oslo_utils.strutils.bool_from_string} accepts when it is strict. */
final class BooleanText {
    private static final Set<String> TRUE = Set.of("1", "t", "true", "on", "y", "yes");
    private static final Set<String> FALSE = Set.of("0", "f", "false", "off", "n", "no");

    private BooleanText() {}

    /** What a text, number or boolean says; absent if it is neither yes nor no. */
    static Optional<Boolean> of(Object value) {
        String word = value.toString().strip().toLowerCase(Locale.ROOT);
        if (TRUE.contains(word)) {
            return Optional.of(true);
        }
        return FALSE.contains(word) ? Optional.of(false) : Optional.empty();
    }
}
