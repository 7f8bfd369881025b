// SPDX-License-Identifier: Apache-2.0
package io.ingot.console.internal.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** What was typed, by the names of options and operands. Options before the command count as those after it. */
public final class Arguments {
    private final ParseResult outer;
    private final ParseResult inner;

    Arguments(ParseResult outer, ParseResult inner) {
        this.outer = outer;
        this.inner = inner;
    }

    /** The name of the command; that of the process itself if none was named. */
    public String command() {
        return inner.commandSpec().name();
    }

    /** Whether an option is there. */
    public boolean has(String option) {
        return Stream.of(outer, inner).anyMatch(level -> level.hasMatchedOption(option));
    }

    /** The value of an option that is given once; of the one nearest to its operands if it stands on both sides. */
    public Optional<String> value(String option) {
        return Stream.of(inner, outer)
                .filter(level -> level.hasMatchedOption(option))
                .findFirst()
                .map(level -> level.matchedOption(option))
                .map(OptionSpec::<String>getValue);
    }

    /** The values of a repeatable option, as they were typed. */
    public List<String> values(String option) {
        List<String> values = new ArrayList<>();
        for (ParseResult level : inner == outer ? List.of(outer) : List.of(outer, inner)) {
            if (level.hasMatchedOption(option)) {
                values.addAll(level.matchedOption(option).<List<String>>getValue());
            }
        }
        return values;
    }

    /** The operand of a place, counted from 0; absent only where help was asked for. */
    public Optional<String> operand(int place) {
        return inner.matchedPositionals().stream()
                .filter(operand -> operand.index().min() == place)
                .findFirst()
                .map(PositionalParamSpec::<String>getValue);
    }
}
