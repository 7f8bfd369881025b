// SPDX-License-Identifier: Apache-2.0
package io.ingot.runtime.internal.launch;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the launcher must know of the command line before there is a command to read it. Lenient: whatever is wrong is
 * said later, by the command's own parser.
 */
public final class LauncherArguments {
    /** Options of every command that take a value, as the next argument or after {@code =}. */
    private static final Set<String> WITH_VALUE = Set.of("--home", "--config", "--timeout");

    private final List<String> all;
    private final Map<String, List<String>> values = new HashMap<>();
    private String command = "";
    private boolean json;
    private boolean shell;
    private boolean help;
    private int verbosity;

    private LauncherArguments(List<String> all) {
        this.all = all;
    }

    /** Reads what can be read. */
    public static LauncherArguments parse(String... argv) {
        LauncherArguments arguments = new LauncherArguments(List.of(argv));
        int next = 0;
        while (next < argv.length && !argv[next].equals("--")) {
            next = arguments.take(next);
        }
        return arguments;
    }

    private int take(int index) {
        String argument = all.get(index);
        int equals = argument.indexOf('=');
        if (equals > 0 && WITH_VALUE.contains(argument.substring(0, equals))) {
            add(argument.substring(0, equals), argument.substring(equals + 1));
        } else if (WITH_VALUE.contains(argument)) {
            if (index + 1 < all.size()) {
                add(argument, all.get(index + 1));
            }
            return index + 2;
        } else if (argument.startsWith("-")) {
            flag(argument);
        } else if (command.isEmpty()) {
            command = argument;
        }
        return index + 1;
    }

    private void add(String option, String value) {
        values.computeIfAbsent(option, key -> new ArrayList<>()).add(value);
    }

    private void flag(String flag) {
        switch (flag) {
            case "--json" -> json = true;
            case "--shell" -> shell = true;
            case "--help", "-h", "--version", "-V" -> help = true;
            case "--verbose" -> verbosity++;
            case "--quiet" -> verbosity = -1;
            default -> letters(flag);
        }
    }

    private void letters(String flag) {
        if (flag.matches("-v+")) {
            verbosity += flag.length() - 1;
        } else if (flag.equals("-q")) {
            verbosity = -1;
        }
    }

    /** The arguments as they came. */
    public String[] all() {
        return all.toArray(String[]::new);
    }

    /** The first argument that is no option; empty if there is none. */
    public String command() {
        return command;
    }

    /** The instance folder that was asked for; of several the last. */
    public Optional<String> home() {
        return last("--home");
    }

    /** The limit of the whole command in seconds, as it was written; of several the last. */
    public Optional<String> timeout() {
        return last("--timeout");
    }

    private Optional<String> last(String option) {
        List<String> given = values.getOrDefault(option, List.of());
        return given.isEmpty() ? Optional.empty() : Optional.of(given.get(given.size() - 1));
    }

    /** Each {@code KEY=VALUE}, in order. */
    public List<String> configuration() {
        return List.copyOf(values.getOrDefault("--config", List.of()));
    }

    public boolean json() {
        return json;
    }

    public boolean shell() {
        return shell;
    }

    /** Whether only help, or the version, is asked for. */
    public boolean help() {
        return help;
    }

    /** How much is said on standard error: 0 as usual, more with {@code -v}, -1 with {@code -q}. */
    public int verbosity() {
        return verbosity;
    }
}
