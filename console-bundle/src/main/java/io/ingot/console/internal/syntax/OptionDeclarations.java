// SPDX-License-Identifier: Apache-2.0
package io.ingot.console.internal.syntax;

import io.ingot.common.command.LaunchOption;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * Factories of options and operands. All values are strings: the command that reads a value checks it, with a better
 * message than a converter has.
 */
public final class OptionDeclarations {
    private OptionDeclarations() {}

    /** Declares a command with a sentence for its help. */
    public static CommandSpec command(String name, String summary) {
        CommandSpec spec = CommandSpec.create().name(name);
        spec.usageMessage().description(summary);
        return spec;
    }

    /** Returns the names of an option that the launcher reads as well. */
    static String[] names(LaunchOption option) {
        return option.names().toArray(String[]::new);
    }

    /** Declares an option without a value. */
    public static OptionSpec flag(String description, String... names) {
        return OptionSpec.builder(names)
                .type(boolean.class)
                .description(description)
                .build();
    }

    /** Declares an option without a value that may be given several times. */
    public static OptionSpec repeatableFlag(String description, String... names) {
        return OptionSpec.builder(names)
                .type(boolean[].class)
                .arity("0")
                .description(description)
                .build();
    }

    /** Declares an option with a value. */
    public static OptionSpec value(String name, String label, String description) {
        return OptionSpec.builder(name)
                .type(String.class)
                .arity("1")
                .paramLabel(label)
                .description(description)
                .build();
    }

    /** Declares an option with a value that may be given several times. */
    public static OptionSpec repeatable(String name, String label, String description) {
        return OptionSpec.builder(name)
                .type(List.class)
                .auxiliaryTypes(String.class)
                .arity("1")
                .paramLabel(label)
                .description(description + " Repeatable.")
                .build();
    }

    /** Declares a required operand at an index, counted from 0. */
    public static PositionalParamSpec operand(int index, String label, String description) {
        return PositionalParamSpec.builder()
                .index(Integer.toString(index))
                .type(String.class)
                .arity("1")
                .required(true)
                .paramLabel(label)
                .description(description)
                .build();
    }

    /** Declares an optional operand at an index, counted from 0. */
    public static PositionalParamSpec optionalOperand(int index, String label, String description) {
        return PositionalParamSpec.builder(operand(index, label, description))
                .arity("0..1")
                .required(false)
                .build();
    }

    /** Declares any number of operands. */
    public static PositionalParamSpec operands(String label, String description) {
        return PositionalParamSpec.builder()
                .index("0..*")
                .type(List.class)
                .auxiliaryTypes(String.class)
                .arity("0..*")
                .paramLabel(label)
                .description(description)
                .build();
    }

    /** Whether an operand is the reference of an image, according to its label. */
    static boolean isReference(PositionalParamSpec operand) {
        return operand.paramLabel().endsWith("REF");
    }
}
