// SPDX-License-Identifier: Apache-2.0
package io.ingot.console.internal.syntax;

import io.ingot.common.command.LaunchOption;
import io.ingot.console.internal.output.Verbosity;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import picocli.CommandLine.Model.CommandSpec;

/**
 * The options that every command has.
 *
 * @param verbosity how much is printed on standard error
 * @param timeout the time limit of the whole command, if there is one
 */
public record CommonOptions(Verbosity verbosity, Optional<Duration> timeout) {
    private static final String JSON = LaunchOption.JSON.toString();
    private static final String TIMEOUT = LaunchOption.TIMEOUT.toString();
    private static final String VERBOSE = LaunchOption.VERBOSE.toString();
    private static final String QUIET = LaunchOption.QUIET.toString();
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,9}(?:\\.[0-9]{0,9})?|\\.[0-9]{1,9}");

    static void declare(CommandSpec spec) {
        spec.addOption(OptionDeclarations.flag(
                        "Print one JSON object on standard output, and nothing else there.", JSON))
                .addOption(OptionDeclarations.value(
                        TIMEOUT, "SECONDS", "The time limit of the whole command; may be a fraction."))
                .addOption(OptionDeclarations.repeatableFlag(
                        "Print more on standard error; given twice, every step.",
                        OptionDeclarations.names(LaunchOption.VERBOSE)))
                .addOption(OptionDeclarations.flag(
                        "Print less on standard error: no progress, no warnings.",
                        OptionDeclarations.names(LaunchOption.QUIET)));
    }

    /**
     * Whether JSON is requested, determined without the parser, so that usage errors are printed in that form as well.
     */
    public static boolean isJsonRequested(List<String> argv) {
        return argv.stream().takeWhile(argument -> !argument.equals("--")).anyMatch(JSON::equals);
    }

    /**
     * Reads the options.
     *
     * @throws UsageException if an option is invalid
     */
    public static CommonOptions of(ParsedArguments arguments) {
        Optional<String> seconds = arguments.value(TIMEOUT);
        return new CommonOptions(
                verbosity(arguments), seconds.isEmpty() ? Optional.empty() : Optional.of(seconds(seconds.get())));
    }

    private static Verbosity verbosity(ParsedArguments arguments) {
        boolean verbose = arguments.has(VERBOSE);
        boolean quiet = arguments.has(QUIET);
        if (verbose && quiet) {
            throw new UsageException("-v and -q contradict each other; give one of them");
        }
        return verbose ? Verbosity.VERBOSE : quiet ? Verbosity.QUIET : Verbosity.NORMAL;
    }

    private static Duration seconds(String text) {
        if (!SECONDS.matcher(text).matches() || new BigDecimal(text).signum() == 0) {
            throw new UsageException(TIMEOUT + " takes a number of seconds above zero, such as 30 or 1.5");
        }
        return Duration.ofNanos(new BigDecimal(text).movePointRight(9).longValueExact());
    }
}
