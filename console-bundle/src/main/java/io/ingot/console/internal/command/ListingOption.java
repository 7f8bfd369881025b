// SPDX-License-Identifier: Apache-2.0
package io.ingot.console.internal.command;

import io.ingot.console.internal.syntax.OptionDeclarations;
import io.ingot.console.internal.syntax.ParsedArguments;
import picocli.CommandLine.Model.OptionSpec;

/** The option by which a user says that a page is the image. */
final class ListingOption {
    static final String NAME = "--allow-html";

    private ListingOption() {}

    static OptionSpec spec() {
        return OptionDeclarations.flag(
                "Take a page (text/html) for an image: by default it is a listing or an error.", NAME);
    }

    static boolean given(ParsedArguments arguments) {
        return arguments.has(NAME);
    }
}
