// SPDX-License-Identifier: Apache-2.0
package io.ingot.common.command;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The options that the launcher handles before it starts the framework. The console declares the same ones, so that
 * help lists them and unknown options are refused.
 */
public enum LaunchOption {
    /** One JSON object on standard output. */
    JSON("--json"),
    /** The timeout of the whole command, in seconds. */
    TIMEOUT(true, "", "--timeout"),
    /** More on standard error; repeatable. */
    VERBOSE("-v", "--verbose"),
    /** Less on standard error. */
    QUIET("-q", "--quiet"),
    /** The instance directory. */
    HOME(true, "", "--home"),
    /** A configuration property for this run; repeatable. */
    CONFIG(true, "", "--config"),
    /** Prints help only. */
    HELP("-h", "--help"),
    /** Prints the version only. */
    VERSION("-V", "--version"),
    /** A shell in the process of {@code run}. */
    SHELL("--shell");

    private static final Map<String, LaunchOption> BY_NAME = Arrays.stream(values())
            .flatMap(option -> option.names().stream().map(name -> Map.entry(name, option)))
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));

    private final boolean takesValue;
    private final String shortName; // empty if there is none
    private final String longName;

    LaunchOption(String longName) {
        this(false, "", longName);
    }

    LaunchOption(String shortName, String longName) {
        this(false, shortName, longName);
    }

    LaunchOption(boolean takesValue, String shortName, String longName) {
        this.takesValue = takesValue;
        this.shortName = shortName;
        this.longName = longName;
    }

    /** Returns the option with a name, including dashes. */
    public static Optional<LaunchOption> named(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }

    /** Returns whether the option takes a value, as the next argument or after {@code =}. */
    public boolean takesValue() {
        return takesValue;
    }

    /** Returns the names, the long one last. */
    public List<String> names() {
        return shortName.isEmpty() ? List.of(longName) : List.of(shortName, longName);
    }

    /** Returns the long name. */
    @Override
    public String toString() {
        return longName;
    }
}
