// SPDX-License-Identifier: Apache-2.0
package io.ingot.console.internal.syntax;

import io.ingot.common.command.LaunchOption;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * The kinds of options and operands that there are. All values are texts: who takes one knows what may stand there, and
 * says so better than a converter.
 */
public final class OptionDeclarations {
    private OptionDeclarations() {}

    /** A command, with a sentence for its help. */
    public static CommandSpec command(String name, String summary) {
        CommandSpec spec = CommandSpec.create().name(name);
        spec.usageMessage().description(summary);
        return spec;
    }

    /** The names of an option that the launcher knows, too. */
    static String[] names(LaunchOption option) {
        return option.names().toArray(String[]::new);
    }

    /** An option without a value. */
    public static OptionSpec flag(String description, String... names) {
        return OptionSpec.builder(names)
                .type(boolean.class)
                .description(description)
                .build();
    }

    /** An option without a value that means more when it is given more often. */
    public static OptionSpec repeatableFlag(String description, String... names) {
        return OptionSpec.builder(names)
                .type(boolean[].class)
                .arity("0")
                .description(description)
                .build();
    }

    /** An option with a value. */
    public static OptionSpec value(String name, String label, String description) {
        return OptionSpec.builder(name)
                .type(String.class)
                .arity("1")
                .paramLabel(label)
                .description(description)
                .build();
    }

    /** An option with a value that may be given several times. */
    public static OptionSpec repeatable(String name, String label, String description) {
        return OptionSpec.builder(name)
                .type(List.class)
                .auxiliaryTypes(String.class)
                .arity("1")
                .paramLabel(label)
                .description(description + " Repeatable.")
                .build();
    }

    /** What must stand at a place, counted from 0. */
    public static PositionalParamSpec operand(int place, String label, String description) {
        return PositionalParamSpec.builder()
                .index(Integer.toString(place))
                .type(String.class)
                .arity("1")
                .required(true)
                .paramLabel(label)
                .description(description)
                .build();
    }

    /** The same, where it may be missing. */
    public static PositionalParamSpec optionalOperand(int place, String label, String description) {
        return PositionalParamSpec.builder(operand(place, label, description))
                .arity("0..1")
                .required(false)
                .build();
    }

    /** Any number of words. */
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

    /** Whether an operand is the reference of an image: its label says so. */
    static boolean isReference(PositionalParamSpec operand) {
        return operand.paramLabel().endsWith("REF");
    }
}
