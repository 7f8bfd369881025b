// SPDX-License-Identifier: Apache-2.0
package io.ingot.console.internal.output;

import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The width of a terminal in columns, as environment variables and shells give it. */
public final class TerminalWidth {
    /** The default width if none is known. */
    public static final int DEFAULT = 80;

    private static final int MAX = 10_000;
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,5}");

    private TerminalWidth() {}

    /** Parses a width; absent if the text is not a number from 1 to 10,000. */
    public static OptionalInt parse(@Nullable Object text) {
        if (text == null || !NUMBER.matcher(text.toString()).matches()) {
            return OptionalInt.empty();
        }
        int columns = Integer.parseInt(text.toString());
        return columns > 0 && columns <= MAX ? OptionalInt.of(columns) : OptionalInt.empty();
    }
}
