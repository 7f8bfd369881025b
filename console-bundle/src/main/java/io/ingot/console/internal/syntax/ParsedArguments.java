// SPDX-License-Identifier: Apache-2.0
package io.ingot.console.internal.syntax;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** The parsed command line. Options before the command have the same meaning as those after it. */
public final class ParsedArguments {
    private final Deque<ParseResult> levels = new ArrayDeque<>(); // innermost command first

    ParsedArguments(ParseResult outermost) {
        for (ParseResult level = outermost; level != null; level = level.subcommand()) {
            levels.push(level);
        }
    }

    /**
     * Returns the names of the commands from the outermost, the process itself or a shell's command, to the innermost.
     */
    public List<String> path() {
        List<String> names = new ArrayList<>();
        levels.descendingIterator()
                .forEachRemaining(level -> names.add(spec(level).name()));
        return names;
    }

    /** Returns the name of the innermost command. */
    public String command() {
        return innermost().name();
    }

    CommandSpec innermost() {
        return spec(levels.element());
    }

    private static CommandSpec spec(ParseResult level) {
        return level.commandSpec();
    }

    /** Whether an option is given. */
    public boolean has(String option) {
        return levels.stream().anyMatch(level -> level.hasMatchedOption(option));
    }

    /** Returns the value of an option; of the innermost one if it is given both before and after the command. */
    public Optional<String> value(String option) {
        return levels.stream()
                .filter(level -> level.hasMatchedOption(option))
                .findFirst()
                .map(level -> level.matchedOption(option))
                .map(OptionSpec::<String>getValue);
    }

    /** Returns the values of a repeatable option, in the order in which they were given. */
    public List<String> values(String option) {
        List<String> values = new ArrayList<>();
        levels.descendingIterator().forEachRemaining(level -> {
            if (level.hasMatchedOption(option)) {
                values.addAll(level.matchedOption(option).<List<String>>getValue());
            }
        });
        return values;
    }

    /** Returns the operand at an index, counted from 0; absent if it is not given. */
    public Optional<String> operand(int index) {
        return operand(spec -> spec.index().min() == index);
    }

    /** Returns the values of {@link OptionDeclarations#operands}. */
    public List<String> operands() {
        return levels.element().matchedPositionals().stream()
                .findFirst()
                .map(PositionalParamSpec::<List<String>>getValue)
                .map(List::copyOf)
                .orElse(List.of());
    }

    /** Returns the operand that is an image reference; absent if there is none. */
    public Optional<String> reference() {
        return operand(OptionDeclarations::isReference);
    }

    private Optional<String> operand(Predicate<PositionalParamSpec> filter) {
        return levels.element().matchedPositionals().stream()
                .filter(filter)
                .findFirst()
                .map(PositionalParamSpec::<String>getValue);
    }
}
