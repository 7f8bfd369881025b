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

/** What was typed, by the names of options and operands. Options before the command count as those after it. */
public final class ParsedArguments {
    private final Deque<ParseResult> levels = new ArrayDeque<>(); // the innermost command first

    ParsedArguments(ParseResult outermost) {
        for (ParseResult level = outermost; level != null; level = level.subcommand()) {
            levels.push(level);
        }
    }

    /** The names of all commands from the outermost, the process itself or a shell's command, to the innermost. */
    public List<String> path() {
        List<String> names = new ArrayList<>();
        levels.descendingIterator()
                .forEachRemaining(level -> names.add(spec(level).name()));
        return names;
    }

    /** The name of the innermost command. */
    public String command() {
        return innermost().name();
    }

    CommandSpec innermost() {
        return spec(levels.element());
    }

    private static CommandSpec spec(ParseResult level) {
        return level.commandSpec();
    }

    /** Whether an option is there. */
    public boolean has(String option) {
        return levels.stream().anyMatch(level -> level.hasMatchedOption(option));
    }

    /** The value of an option that is given once; of the one nearest to its operands if it stands on both sides. */
    public Optional<String> value(String option) {
        return levels.stream()
                .filter(level -> level.hasMatchedOption(option))
                .findFirst()
                .map(level -> level.matchedOption(option))
                .map(OptionSpec::<String>getValue);
    }

    /** The values of a repeatable option, as they were typed. */
    public List<String> values(String option) {
        List<String> values = new ArrayList<>();
        levels.descendingIterator().forEachRemaining(level -> {
            if (level.hasMatchedOption(option)) {
                values.addAll(level.matchedOption(option).<List<String>>getValue());
            }
        });
        return values;
    }

    /** The operand of a place, counted from 0; absent where help was asked for, or where it may be missing. */
    public Optional<String> operand(int place) {
        return operand(spec -> spec.index().min() == place);
    }

    /** The words of {@link OptionDeclarations#operands}. */
    public List<String> operands() {
        return levels.element().matchedPositionals().stream()
                .findFirst()
                .map(PositionalParamSpec::<List<String>>getValue)
                .map(List::copyOf)
                .orElse(List.of());
    }

    /** The operand that is an image's reference; absent if there is none. */
    public Optional<String> reference() {
        return operand(OptionDeclarations::isReference);
    }

    private Optional<String> operand(Predicate<PositionalParamSpec> which) {
        return levels.element().matchedPositionals().stream()
                .filter(which)
                .findFirst()
                .map(PositionalParamSpec::<String>getValue);
    }
}
