// SPDX-License-Identifier: Apache-2.0
package io.ingot.common.command;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The value of a {@code --config} option: {@code KEY=VALUE}, where KEY is {@code PID/property} or {@code
 * PID~NAME/property}.
 *
 * @param target the PID, or {@code PID~NAME}
 * @param property the name of the property
 * @param value the text after the equals sign; {@code @FILE} for a value in a file
 */
public record ConfigurationArgument(String target, String property, String value) {
    private static final String NAME = "[A-Za-z0-9_.-]+";
    private static final Pattern KEY = Pattern.compile("(" + NAME + "(?:~" + NAME + ")?)/(" + NAME + ")");
    private static final String FROM_FILE = "@";

    /**
     * Parses an argument.
     *
     * @throws IllegalArgumentException if the text is malformed, or contains a secret in clear text; the message quotes
     *     no value
     */
    public static ConfigurationArgument parse(String text) {
        int equals = text.indexOf('=');
        Matcher key = KEY.matcher(equals < 0 ? "" : text.substring(0, equals));
        if (!key.matches()) {
            throw new IllegalArgumentException(LaunchOption.CONFIG
                    + " takes KEY=VALUE, where KEY is PID/property or PID~NAME/property, such as"
                    + " io.ingot.fetch/retries=3");
        }
        ConfigurationArgument argument =
                new ConfigurationArgument(key.group(1), key.group(2), text.substring(equals + 1));
        if (namesSecret(argument.property()) && !argument.isFile()) {
            throw new IllegalArgumentException(secretInClear(argument.key()));
        }
        return argument;
    }

    /** Returns the message for a secret on the command line, which every process can read. */
    public static String secretInClear(String key) {
        return LaunchOption.CONFIG + " " + key + " gives a secret in clear, for every process to see; write " + key
                + "=@FILE to read it from a file";
    }

    /** Returns {@code PID/property} or {@code PID~NAME/property}. */
    public String key() {
        return target + "/" + property;
    }

    /** Returns whether the value is in a file. */
    public boolean isFile() {
        return value.startsWith(FROM_FILE);
    }

    /** Returns the name of the file that contains the value. */
    public String fileName() {
        return value.substring(FROM_FILE.length());
    }

    private static boolean namesSecret(String property) {
        String lower = property.toLowerCase(Locale.ROOT);
        return Stream.of("password", "token", "secret").anyMatch(lower::contains) && !property.endsWith("File");
    }

    /** Returns the key without the value, which may be a secret. */
    @Override
    public String toString() {
        return key();
    }
}
