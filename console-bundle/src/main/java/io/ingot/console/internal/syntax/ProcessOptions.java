// SPDX-License-Identifier: Apache-2.0
package io.ingot.console.internal.syntax;

import io.ingot.common.command.ConfigurationArgument;
import io.ingot.common.command.LaunchOption;
import picocli.CommandLine.Model.CommandSpec;

/**
 * The options that the launcher acts on before a framework is there. They are declared and checked here, so that help
 * lists them and a wrong one is refused in the words of the others. A shell lives in a framework that stands: it has none
 * of them.
 */
public final class ProcessOptions {
    private static final String HOME = LaunchOption.HOME.toString();
    private static final String CONFIG = LaunchOption.CONFIG.toString();

    private ProcessOptions() {}

    static void declare(CommandSpec spec) {
        spec.addOption(OptionDeclarations.value(
                        HOME,
                        "DIR",
                        "The instance directory; by default $INGOT_HOME, else $STATE_DIRECTORY," + " else ~/.ingot."))
                .addOption(OptionDeclarations.repeatable(
                        CONFIG,
                        "KEY=VALUE",
                        "A configuration property for this run, KEY being PID/property or PID~NAME/property;"
                                + " @FILE for VALUE reads the value from a file."));
    }

    /**
     * Checks them.
     *
     * @throws UsageException if one is malformed, or a secret is given in clear; no value is in the message
     */
    public static void check(ParsedArguments arguments) {
        if (arguments.value(HOME).filter(String::isBlank).isPresent()) {
            throw new UsageException(HOME + " takes a folder");
        }
        for (String setting : arguments.values(CONFIG)) {
            check(setting);
        }
    }

    private static void check(String setting) {
        try {
            ConfigurationArgument.parse(setting);
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()), e);
        }
    }
}
