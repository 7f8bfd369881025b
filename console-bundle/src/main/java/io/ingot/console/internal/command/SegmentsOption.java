// SPDX-License-Identifier: Apache-2.0
package io.ingot.console.internal.command;

import io.ingot.console.internal.syntax.OptionDeclarations;
import io.ingot.console.internal.syntax.ParsedArguments;
import io.ingot.console.internal.syntax.UsageException;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import picocli.CommandLine.Model.OptionSpec;

/** The option {@code --segments}, which limits the connections of one fetch. */
final class SegmentsOption {
    private static final String NAME = "--segments";
    private static final int MAX = 64;
    private static final Pattern NUMBER = Pattern.compile("0{0,9}[1-9][0-9]?");

    private SegmentsOption() {}

    static OptionSpec spec() {
        return OptionDeclarations.value(
                NAME, "N", "Read a large image over at most N connections, from 1 to " + MAX + ".");
    }

    /**
     * Returns the limit, if one is given.
     *
     * @throws UsageException if the value is not such a number
     */
    static OptionalInt number(ParsedArguments arguments) {
        Optional<String> text = arguments.value(NAME);
        return text.isEmpty() ? OptionalInt.empty() : OptionalInt.of(number(text.get()));
    }

    private static int number(String text) {
        if (!NUMBER.matcher(text).matches() || Integer.parseInt(text) > MAX) {
            throw new UsageException(NAME + " takes a whole number from 1 to " + MAX);
        }
        return Integer.parseInt(text);
    }
}
