// SPDX-License-Identifier: Apache-2.0
package io.ingot.console.internal.output;

/** Lines for people: the result on standard output, warnings and failures on standard error. */
final class TextOutput implements Output {
    private static final String NAME = "ingot: ";

    private final Terminal terminal;
    private final Verbosity verbosity;

    TextOutput(Terminal terminal, Verbosity verbosity) {
        this.terminal = terminal;
        this.verbosity = verbosity;
    }

    @Override
    public void result(Outcome outcome) {
        if (verbosity != Verbosity.QUIET) {
            outcome.warnings().forEach(sentence -> complain("warning: " + sentence));
        }
        outcome.lines().forEach(line -> terminal.out().print(Printable.line(line) + "\n"));
        terminal.out().flush();
        outcome.failure().ifPresent(this::failure);
    }

    @Override
    public void failure(FailureReport failure) {
        complain(failure.message());
        if (verbosity == Verbosity.VERBOSE) {
            failure.details().forEach(this::complain);
        }
    }

    private void complain(String sentence) {
        terminal.err().print(NAME + Printable.line(sentence) + "\n");
        terminal.err().flush();
    }
}
