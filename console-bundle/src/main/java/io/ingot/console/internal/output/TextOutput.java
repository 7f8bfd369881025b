// SPDX-License-Identifier: Apache-2.0
package io.ingot.console.internal.output;

import io.ingot.common.command.CommandFailure;
import io.ingot.common.text.Printable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Prints lines of text: the result on standard output, warnings and failures on standard error. */
final class TextOutput implements Output {
    private static final String PREFIX = "ingot: ";

    private final Terminal terminal;
    private final Verbosity verbosity;
    private final Consumer<FailureText> failures;

    TextOutput(Terminal terminal, Verbosity verbosity, Consumer<FailureText> failures) {
        this.terminal = terminal;
        this.verbosity = verbosity;
        this.failures = failures;
    }

    @Override
    public void result(CommandResult result) {
        if (verbosity != Verbosity.QUIET) {
            result.warnings().forEach(this::warn);
        }
        result.lines().forEach(line -> terminal.out().print(Printable.line(line) + "\n"));
        terminal.out().flush();
        result.failure().ifPresent(this::failure);
    }

    @Override
    public void failure(CommandFailure failure) {
        List<String> lines = new ArrayList<>();
        lines.add(terminal.errColours().failure(PREFIX) + Printable.line(failure.message()));
        if (verbosity == Verbosity.VERBOSE) {
            failure.details().forEach(detail -> lines.add(PREFIX + Printable.line(detail)));
        }
        failures.accept(new FailureText(String.join("\n", lines), false));
    }

    private void warn(String sentence) {
        String label = terminal.errColours().warning("warning:");
        terminal.err().print(PREFIX + label + " " + Printable.line(sentence) + "\n");
        terminal.err().flush();
    }
}
