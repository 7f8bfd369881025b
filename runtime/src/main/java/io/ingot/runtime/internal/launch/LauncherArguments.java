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
 * The options that the launcher needs before it can start the console. Lenient: errors are reported later, by the
 * parser of the console.
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

    /** Reads the options that are valid. */
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

    /** Returns all arguments unchanged. */
    public String[] all() {
        return all.toArray(String[]::new);
    }

    /** Returns the first argument that is not an option; empty if there is none. */
    public String command() {
        return command;
    }

    /** Returns the value of {@code --home}; of several the last. */
    public Optional<String> home() {
        return last(LaunchOption.HOME);
    }

    /** Returns the value of {@code --timeout}, in seconds; of several the last. */
    public Optional<String> timeout() {
        return last(LaunchOption.TIMEOUT);
    }

    private Optional<String> last(LaunchOption option) {
        List<String> all = values.getOrDefault(option, List.of());
        return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
    }

    /** Returns the values {@code KEY=VALUE} of {@code --config}, in order. */
    public List<String> configuration() {
        return List.copyOf(values.getOrDefault(LaunchOption.CONFIG, List.of()));
    }

    public boolean isJson() {
        return flags.contains(LaunchOption.JSON);
    }

    public boolean isShell() {
        return flags.contains(LaunchOption.SHELL);
    }

    /** Whether only help or the version is requested. */
    public boolean isHelp() {
        return flags.contains(LaunchOption.HELP) || flags.contains(LaunchOption.VERSION);
    }

    /** Returns the verbosity of standard error: 0 by default, the number of {@code -v}, -1 with {@code -q}. */
    public int verbosity() {
        return verbosity;
    }
}
