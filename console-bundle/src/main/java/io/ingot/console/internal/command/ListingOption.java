// SPDX-License-Identifier: Apache-2.0
package io.ingot.console.internal.command;

import io.ingot.console.internal.syntax.OptionDeclarations;
import io.ingot.console.internal.syntax.ParsedArguments;
import picocli.CommandLine.Model.OptionSpec;

/** The option {@code --allow-html}, which accepts an HTML page as an image. */
final class ListingOption {
    static final String NAME = "--allow-html";

    private ListingOption() {}

    static OptionSpec spec() {
        return OptionDeclarations.flag(
                "Accept an HTML page (text/html) as an image; by default it is refused as a listing or error page.",
                NAME);
    }

    static boolean isSet(ParsedArguments arguments) {
        return arguments.has(NAME);
    }
}
