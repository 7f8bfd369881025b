// SPDX-License-Identifier: Apache-2.0
package io.ingot.console.internal.command;

import io.ingot.console.internal.syntax.Arguments;
import io.ingot.console.internal.syntax.Declare;
import picocli.CommandLine.Model.OptionSpec;

/** The option by which a user says that a page is the image. */
final class ListingOption {
    static final String NAME = "--allow-html";

    private ListingOption() {}

    static OptionSpec spec() {
        return Declare.flag("Take a page (text/html) for an image: by default it is a listing or an error.", NAME);
    }

    static boolean given(Arguments arguments) {
        return arguments.has(NAME);
    }
}
