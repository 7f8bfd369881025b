// SPDX-License-Identifier: Apache-2.0
package io.ingot.runtime.internal.launch;

import io.ingot.common.command.LaunchOption;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the launcher must know of the command line before there is a command to read it. Lenient: whatever is wrong is
 * said later, by the command's own parser.
 */
public final class LauncherArguments {
    private final List<String> all;
    private final Map<LaunchOption, List<String>> values = new EnumMap<>(LaunchOption.class);
    private final Set<LaunchOption> flags = EnumSet.noneOf(LaunchOption.class);
    private String command = "";
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
        Optional<LaunchOption> assigned = equals > 0 ? valued(argument.substring(0, equals)) : Optional.empty();
        if (assigned.isPresent()) {
            add(assigned.get(), argument.substring(equals + 1));
        } else if (valued(argument).isPresent()) {
            if (index + 1 < all.size()) {
                add(valued(argument).get(), all.get(index + 1));
            }
            return index + 2;
        } else if (argument.startsWith("-")) {
            flag(argument);
        } else if (command.isEmpty()) {
            command = argument;
        }
        return index + 1;
    }

    private static Optional<LaunchOption> valued(String name) {
        return LaunchOption.named(name).filter(LaunchOption::takesValue);
    }

    private void add(LaunchOption option, String value) {
        values.computeIfAbsent(option, key -> new ArrayList<>()).add(value);
    }

    private void flag(String name) {
        if (name.matches("-v+")) {
            verbosity += name.length() - 1;
            return;
        }
        Optional<LaunchOption> option = LaunchOption.named(name);
        option.ifPresent(flags::add);
        if (option.filter(LaunchOption.VERBOSE::equals).isPresent()) {
            verbosity++;
        } else if (option.filter(LaunchOption.QUIET::equals).isPresent()) {
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
        return last(LaunchOption.HOME);
    }

    /** The limit of the whole command in seconds, as it was written; of several the last. */
    public Optional<String> timeout() {
        return last(LaunchOption.TIMEOUT);
    }

    private Optional<String> last(LaunchOption option) {
        List<String> given = values.getOrDefault(option, List.of());
        return given.isEmpty() ? Optional.empty() : Optional.of(given.get(given.size() - 1));
    }

    /** Each {@code KEY=VALUE}, in order. */
    public List<String> configuration() {
        return List.copyOf(values.getOrDefault(LaunchOption.CONFIG, List.of()));
    }

    public boolean json() {
        return flags.contains(LaunchOption.JSON);
    }

    public boolean shell() {
        return flags.contains(LaunchOption.SHELL);
    }

    /** Whether only help, or the version, is asked for. */
    public boolean help() {
        return flags.contains(LaunchOption.HELP) || flags.contains(LaunchOption.VERSION);
    }

    /** How much is said on standard error: 0 as usual, more with {@code -v}, -1 with {@code -q}. */
    public int verbosity() {
        return verbosity;
    }
}
