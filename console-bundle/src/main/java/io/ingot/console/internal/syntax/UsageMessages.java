// SPDX-License-Identifier: Apache-2.0
package io.ingot.console.internal.syntax;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Converts errors of picocli to messages that quote only the names of options and commands. Picocli's own messages
 * quote arguments, and an argument may be a URL with a password.
 */
final class UsageMessages {
    private static final Pattern OPTION = Pattern.compile("--?[A-Za-z][A-Za-z0-9-]{0,30}");
    private static final Pattern WORD = Pattern.compile("[A-Za-z][A-Za-z0-9-]{0,30}");

    private UsageMessages() {}

    static UsageException of(ParameterException e) {
        String command = e.getCommandLine().getCommandSpec().qualifiedName();
        return new UsageException(sentence(e) + "; see " + command + " --help");
    }

    private static String sentence(ParameterException e) {
        if (e instanceof UnmatchedArgumentException unmatched) {
            return unmatched(unmatched);
        }
        if (e instanceof MissingParameterException missing) {
            return unknownOption(missing)
                    .orElseGet(() -> missing(missing.getMissing().get(0)));
        }
        if (e instanceof OverwrittenOptionException overwritten) {
            return name(overwritten.getOverwritten()) + " is given twice";
        }
        return Optional.ofNullable(e.getArgSpec()).map(UsageMessages::name).orElse("the command line")
                + " is malformed";
    }

    /** Reports a misspelt option rather than the operand that is missing because of it. */
    private static Optional<String> unknownOption(MissingParameterException missing) {
        for (CommandLine command = missing.getCommandLine(); command != null; command = command.getParent()) {
            List<String> unmatched = command.getUnmatchedArguments();
            if (unmatched.stream().anyMatch(argument -> argument.startsWith("-"))) {
                return Optional.of(unmatched(new UnmatchedArgumentException(command, unmatched)));
            }
        }
        return Optional.empty();
    }

    private static String missing(ArgSpec first) {
        return first.isOption() ? name(first) + " takes " + first.paramLabel() : name(first) + " is missing";
    }

    private static String unmatched(UnmatchedArgumentException e) {
        String first = e.getUnmatched().get(0);
        String option = first.replaceFirst("(?s)=.*", "");
        boolean hasCommands = !e.getCommandLine().getSubcommands().isEmpty();
        if (first.startsWith("-")) {
            return OPTION.matcher(option).matches() ? "unknown option " + option + suggestion(e) : "unknown option";
        }
        if (hasCommands) {
            return WORD.matcher(first).matches() ? "unknown command " + first + suggestion(e) : "unknown command";
        }
        return "too many arguments: " + e.getUnmatched().size() + " more than the command takes";
    }

    private static String suggestion(UnmatchedArgumentException e) {
        return e.getSuggestions().stream()
                .limit(2)
                .reduce((one, other) -> one + " or " + other)
                .map(names -> "; did you mean " + names + "?")
                .orElse("");
    }

    private static String name(ArgSpec spec) {
        return spec instanceof OptionSpec option ? option.longestName() : spec.paramLabel();
    }
}
