// SPDX-License-Identifier: Apache-2.0
package io.ingot.console.internal.command;

import io.ingot.console.internal.syntax.OptionDeclarations;
import io.ingot.console.internal.syntax.ParsedArguments;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import picocli.CommandLine.Model.OptionSpec;

/** The option that bounds the connections of one fetch. */
final class SegmentsOption {
    private static final String NAME = "--segments";
    private static final int MOST = 64;
    private static final Pattern NUMBER = Pattern.compile("0{0,9}[1-9][0-9]?");

    private SegmentsOption() {}

    static OptionSpec spec() {
        return OptionDeclarations.value(
                NAME, "N", "Read a large image over at most N connections, where more than one helps; 1 to 64.");
    }

    /**
     * The bound, if one is given.
     *
     * @throws ImageException USAGE if it is no such number
     */
    static OptionalInt number(ParsedArguments arguments) throws ImageException {
        Optional<String> text = arguments.value(NAME);
        return text.isEmpty() ? OptionalInt.empty() : OptionalInt.of(number(text.get()));
    }

    private static int number(String text) throws ImageException {
        if (!NUMBER.matcher(text).matches() || Integer.parseInt(text) > MOST) {
            throw new ImageException(ErrorCode.USAGE, NAME + " takes a whole number from 1 to " + MOST);
        }
        return Integer.parseInt(text);
    }
}
