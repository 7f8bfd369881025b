// SPDX-License-Identifier: Apache-2.0
package io.ingot.console.internal.syntax;

import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;

/**
 * The options that the launcher acts on before a framework is there. They are declared and checked here, so that help
 * lists them and a wrong one is refused in the words of the others. A shell lives in a framework that stands: it has none
 * of them.
 */
public final class ProcessOptions {
    private static final String HOME = "--home";
    private static final String CONFIG = "--config";
    private static final String NAME = "[A-Za-z0-9_.-]+";
    private static final Pattern KEY = Pattern.compile(NAME + "(?:~" + NAME + ")?/" + NAME);

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
     * @throws ImageException USAGE if one is malformed, or a secret is given in clear; no value is in the message
     */
    public static void check(ParsedArguments arguments) throws ImageException {
        if (arguments.value(HOME).filter(String::isBlank).isPresent()) {
            throw new ImageException(ErrorCode.USAGE, HOME + " takes a folder");
        }
        for (String setting : arguments.values(CONFIG)) {
            check(setting);
        }
    }

    private static void check(String setting) throws ImageException {
        int equals = setting.indexOf('=');
        String key = equals < 0 ? "" : setting.substring(0, equals);
        if (!KEY.matcher(key).matches()) {
            throw new ImageException(
                    ErrorCode.USAGE,
                    CONFIG + " takes KEY=VALUE, KEY being PID/property or PID~NAME/property,"
                            + " such as io.ingot.fetch/retries=3");
        }
        if (namesSecret(key.substring(key.indexOf('/') + 1)) && !setting.startsWith("@", equals + 1)) {
            throw new ImageException(
                    ErrorCode.USAGE,
                    CONFIG + " " + key + " gives a secret in clear, for every process to see; write " + key
                            + "=@FILE to read it from a file");
        }
    }

    private static boolean namesSecret(String property) {
        String lower = property.toLowerCase(Locale.ROOT);
        return Stream.of("password", "token", "secret").anyMatch(lower::contains) && !property.endsWith("File");
    }
}
