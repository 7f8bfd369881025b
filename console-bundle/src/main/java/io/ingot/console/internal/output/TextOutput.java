// SPDX-License-Identifier: Apache-2.0
package io.ingot.console.internal.output;

import io.ingot.common.command.CommandFailure;
import io.ingot.common.text.Printable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Lines for people: the result on standard output, warnings and failures on standard error. */
final class TextOutput implements Output {
    private static final String NAME = "ingot: ";

    private final Terminal terminal;
    private final Verbosity verbosity;
    private final Consumer<FailureText> failures;

    TextOutput(Terminal terminal, Verbosity verbosity, Consumer<FailureText> failures) {
        this.terminal = terminal;
        this.verbosity = verbosity;
        this.failures = failures;
    }

    @Override
    public void result(CommandResult outcome) {
        if (verbosity != Verbosity.QUIET) {
            outcome.warnings().forEach(this::warn);
        }
        outcome.lines().forEach(line -> terminal.out().print(Printable.line(line) + "\n"));
        terminal.out().flush();
        outcome.failure().ifPresent(this::failure);
    }

    @Override
    public void failure(CommandFailure failure) {
        List<String> lines = new ArrayList<>();
        lines.add(terminal.errColours().failure(NAME) + Printable.line(failure.message()));
        if (verbosity == Verbosity.VERBOSE) {
            failure.details().forEach(detail -> lines.add(NAME + Printable.line(detail)));
        }
        failures.accept(new FailureText(String.join("\n", lines), false));
    }

    private void warn(String sentence) {
        String label = terminal.errColours().warning("warning:");
        terminal.err().print(NAME + label + " " + Printable.line(sentence) + "\n");
        terminal.err().flush();
    }
}
