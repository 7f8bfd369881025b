// SPDX-License-Identifier: Apache-2.0
package io.ingot.deploy.internal.field;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The texts that {@code oslo_utils.strutils.bool_from_string} accepts as booleans in strict mode. */
final class BooleanText {
    private static final Set<String> TRUE = Set.of("1", "t", "true", "on", "y", "yes");
    private static final Set<String> FALSE = Set.of("0", "f", "false", "off", "n", "no");

    private BooleanText() {}

    /** Parses a text, number or boolean; absent if it is not a boolean. */
    static Optional<Boolean> of(Object value) {
        String text = value.toString().strip().toLowerCase(Locale.ROOT);
        if (TRUE.contains(text)) {
            return Optional.of(true);
        }
        return FALSE.contains(text) ? Optional.of(false) : Optional.empty();
    }
}
