// SPDX-License-Identifier: Apache-2.0
package io.ingot.console.internal;

import io.ingot.common.command.CommandError;
import io.ingot.common.command.CommandFailure;
import io.ingot.console.internal.command.Command;
import io.ingot.console.internal.command.ReferenceOperand;
import io.ingot.console.internal.output.CommandResult;
import io.ingot.console.internal.output.Output;
import io.ingot.console.internal.output.Palette;
import io.ingot.console.internal.output.Terminal;
import io.ingot.console.internal.output.Verbosity;
import io.ingot.console.internal.syntax.CommandSyntax;
import io.ingot.console.internal.syntax.CommonOptions;
import io.ingot.console.internal.syntax.ParsedArguments;
import io.ingot.console.internal.syntax.ProcessOptions;
import io.ingot.console.internal.syntax.UsageException;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The execution of one command line, from its arguments to its exit status. Results and failures are printed in the
 * requested form.
 */
final class CommandRun {
    private static final Logger LOG = LoggerFactory.getLogger(CommandRun.class);

    private final Console console;
    private final CommandSyntax syntax;
    private final Map<String, Command> commands;
    private final CommandUser caller;
    private final Terminal terminal;

    /** Creates a run; {@code commands} are keyed by their names in the syntax. */
    CommandRun(Console console, CommandSyntax syntax, Map<String, Command> commands, CommandUser caller) {
        this.console = console;
        this.syntax = syntax;
        this.commands = commands;
        this.caller = caller;
        this.terminal = caller.terminal();
    }

    /** Runs the command line and returns its exit status. Never throws. */
    int run(List<String> argv) {
        boolean json = CommonOptions.isJsonRequested(argv);
        Output output = output(json, Verbosity.NORMAL);
        return reportingFailures(output, Optional.empty(), () -> {
            ParsedArguments arguments = syntax.parse(argv);
            if (syntax.isHelpRequested(arguments)) {
                return help(arguments, json, output);
            }
            if (syntax.isVersionRequested(arguments)) {
                return print(console.environment().versionResult(), output);
            }
            CommonOptions options = CommonOptions.of(arguments);
            ProcessOptions.check(arguments);
            if (syntax.isCommandMissing(arguments)) {
                if (!json) {
                    terminal.err().print(syntax.help(arguments, false) + "\n\n");
                }
                throw syntax.missingCommand(arguments);
            }
            return run(arguments, options, output(json, options.verbosity()));
        });
    }

    private Output output(boolean json, Verbosity verbosity) {
        return Output.of(terminal, json, verbosity, caller.failures());
    }

    private int run(ParsedArguments arguments, CommonOptions options, Output output) {
        Command command = arguments.path().stream()
                .flatMap(name -> Optional.ofNullable(commands.get(name)).stream())
                .findFirst()
                .orElseThrow();
        return console.runInContext(
                command,
                options,
                caller,
                context -> reportingFailures(
                        output,
                        ReferenceOperand.printable(arguments),
                        () -> print(command.run(arguments, context), output)));
    }

    private int help(ParsedArguments arguments, boolean json, Output output) {
        if (json) {
            return print(CommandResult.of(Map.of("help", syntax.help(arguments, false)), List.of()), output);
        }
        terminal.out().print(syntax.help(arguments, terminal.outColours() == Palette.ANSI) + "\n");
        terminal.out().flush();
        return 0;
    }

    private int print(CommandResult result, Output output) {
        output.result(result);
        return isDelivered(terminal) ? result.status() : CommandError.LOCAL_IO.exitStatus();
    }

    /** Whether standard output accepted everything that was printed; if not, reports that on standard error. */
    static boolean isDelivered(Terminal terminal) {
        boolean failed = terminal.out().checkError();
        if (failed) {
            terminal.err().print("ingot: the result cannot be written to standard output\n");
        }
        return !failed;
    }

    private int reportingFailures(Output output, Optional<String> reference, Step step) {
        try {
            return step.run();
        } catch (UsageException e) {
            LOG.debug("the command line is invalid", e);
            return fail(CommandFailure.usage(e.sentence()), output, reference);
        } catch (ImageException e) {
            LOG.debug("the command failed", e);
            return fail(CommandFailure.of(e), output, reference);
        } catch (RuntimeException | Error e) {
            LOG.error("the command failed because of a defect", e);
            return fail(CommandFailure.of(defect(e)), output, reference);
        }
    }

    private static int fail(CommandFailure failure, Output output, Optional<String> reference) {
        output.failure(reference.map(failure::withReference).orElse(failure));
        return failure.error().exitStatus();
    }

    /** Leaves the message of the exception out, since it may contain a secret. */
    private ImageException defect(Throwable thrown) {
        String where = console.environment().log().map(log -> " in " + log).orElse("");
        return new ImageException(
                ErrorCode.INTERNAL,
                "a defect of Ingot or of a plugin, " + thrown.getClass().getSimpleName() + "; the log has the trace"
                        + where);
    }

    private interface Step {
        int run() throws ImageException;
    }
}
