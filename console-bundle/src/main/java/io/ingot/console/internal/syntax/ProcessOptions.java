// SPDX-License-Identifier: Apache-2.0
package io.ingot.console.internal.syntax;

import io.ingot.common.command.ConfigurationArgument;
import io.ingot.common.command.LaunchOption;
import picocli.CommandLine.Model.CommandSpec;

/**
 * The options that the launcher applies before it starts a framework. They are declared and checked here, so that they
 * are listed in the help and refused with consistent messages. Commands of a shell do not have them, since their
 * framework runs already.
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
                        "A configuration property for this run; KEY is PID/property or PID~NAME/property;"
                                + " VALUE @FILE reads the value from a file."));
    }

    /**
     * Checks the options.
     *
     * @throws UsageException if an option is malformed or gives a secret in clear; the message contains no value
     */
    public static void check(ParsedArguments arguments) {
        if (arguments.value(HOME).filter(String::isBlank).isPresent()) {
            throw new UsageException(HOME + " takes the path of a folder");
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
