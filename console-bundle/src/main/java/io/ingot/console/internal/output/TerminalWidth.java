// SPDX-License-Identifier: Apache-2.0
package io.ingot.console.internal.output;

import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Numbers of columns, as environments and shells tell them. */
public final class TerminalWidth {
    /** The width where none is known. */
    public static final int DEFAULT = 80;

    private static final int MOST = 10_000;
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,5}");

    private TerminalWidth() {}

    /** The number in a text; absent where there is none, or one that cannot be a width. */
    public static OptionalInt parse(@Nullable Object text) {
        if (text == null || !NUMBER.matcher(text.toString()).matches()) {
            return OptionalInt.empty();
        }
        int columns = Integer.parseInt(text.toString());
        return columns > 0 && columns <= MOST ? OptionalInt.of(columns) : OptionalInt.empty();
    }
}
