// SPDX-License-Identifier: Apache-2.0
package io.ingot.common.command;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The value of one {@code --config}: {@code KEY=VALUE}, KEY being {@code PID/property} or {@code PID~NAME/property}.
 *
 * @param target the PID, or {@code PID~NAME}
 * @param value the text after the equals sign; {@code @FILE} for one that a file holds
 */
public record ConfigurationArgument(String target, String property, String value) {
    private static final String NAME = "[A-Za-z0-9_.-]+";
    private static final Pattern KEY = Pattern.compile("(" + NAME + "(?:~" + NAME + ")?)/(" + NAME + ")");
    private static final String FROM_FILE = "@";

    /**
     * Reads one.
     *
     * @throws IllegalArgumentException if it is malformed, or gives a secret in clear; the message quotes no value
     */
    public static ConfigurationArgument parse(String text) {
        int equals = text.indexOf('=');
        Matcher key = KEY.matcher(equals < 0 ? "" : text.substring(0, equals));
        if (!key.matches()) {
            throw new IllegalArgumentException(
                    LaunchOption.CONFIG
                            + " takes KEY=VALUE, KEY being PID/property or PID~NAME/property, such as io.ingot.fetch/retries=3");
        }
        ConfigurationArgument argument =
                new ConfigurationArgument(key.group(1), key.group(2), text.substring(equals + 1));
        if (namesSecret(argument.property()) && !argument.isFile()) {
            throw new IllegalArgumentException(secretInClear(argument.key()));
        }
        return argument;
    }

    /** Says that the value of a key is a secret, which every process could read on the command line. */
    public static String secretInClear(String key) {
        return LaunchOption.CONFIG + " " + key + " gives a secret in clear, for every process to see; write " + key
                + "=@FILE to read it from a file";
    }

    /** {@code PID/property}, or {@code PID~NAME/property}. */
    public String key() {
        return target + "/" + property;
    }

    /** Whether a file holds the value. */
    public boolean isFile() {
        return value.startsWith(FROM_FILE);
    }

    /** The name of the file that holds the value. */
    public String fileName() {
        return value.substring(FROM_FILE.length());
    }

    private static boolean namesSecret(String property) {
        String lower = property.toLowerCase(Locale.ROOT);
        return Stream.of("password", "token", "secret").anyMatch(lower::contains) && !property.endsWith("File");
    }

    /** Without the value, which may be a secret. */
    @Override
    public String toString() {
        return key();
    }
}
