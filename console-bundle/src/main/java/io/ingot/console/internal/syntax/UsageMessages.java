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
 * Says what is wrong with a command line. The parser's own messages quote arguments, and an argument may be a URL with a
 * password; here only names are quoted.
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
        if (e instanceof OverwrittenOptionException twice) {
            return name(twice.getOverwritten()) + " is given twice";
        }
        return Optional.ofNullable(e.getArgSpec()).map(UsageMessages::name).orElse("the command line")
                + " is malformed";
    }

    /** Who misspells an option wants to hear of that, rather than of what the parser took for missing. */
    private static Optional<String> unknownOption(MissingParameterException missing) {
        for (CommandLine at = missing.getCommandLine(); at != null; at = at.getParent()) {
            List<String> unmatched = at.getUnmatchedArguments();
            if (unmatched.stream().anyMatch(argument -> argument.startsWith("-"))) {
                return Optional.of(unmatched(new UnmatchedArgumentException(at, unmatched)));
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
            return OPTION.matcher(option).matches() ? "there is no option " + option + suggestion(e) : "unknown option";
        }
        if (hasCommands) {
            return WORD.matcher(first).matches() ? "there is no command " + first + suggestion(e) : "unknown command";
        }
        return "there are more arguments than it takes: " + e.getUnmatched().size() + " too many";
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
