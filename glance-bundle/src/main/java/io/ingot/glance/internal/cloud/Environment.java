// SPDX-License-Identifier: Apache-2.0
package io.ingot.glance.internal.cloud;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The environment of the process, as far as OpenStack's configuration depends on it. Variables may be secret: the text
 * form contains only their number.
 *
 * @param variables the environment variables
 * @param home the user's home directory
 * @param workingFolder the directory of {@code ./clouds.yaml}
 * @param systemFolder the directory of the machine's configuration: {@code /etc}
 */
public record Environment(Map<String, String> variables, Path home, Path workingFolder, Path systemFolder) {
    /** The prefix of the names of OpenStack variables. */
    static final String PREFIX = "OS_";

    /** Copies the variables. */
    public Environment {
        variables = Map.copyOf(variables);
    }

    /** The environment of this process. */
    public static Environment ofThisProcess() {
        Map<String, String> variables = System.getenv();
        String home = variables.getOrDefault("HOME", "");
        return new Environment(
                variables,
                Path.of(home.isBlank() ? System.getProperty("user.home", "/") : home),
                Path.of(System.getProperty("user.dir", "/")),
                Path.of("/etc"));
    }

    /** A variable; absent if it is unset or blank. */
    Optional<String> variable(String name) {
        return Optional.ofNullable(variables.get(name)).map(String::strip).filter(value -> !value.isEmpty());
    }

    /** The variables {@code OS_…} as a section of {@code clouds.yaml}. */
    CloudSection cloudSection() {
        Map<String, String> values = new HashMap<>();
        variables.forEach((name, value) -> {
            if (name.startsWith(PREFIX)) {
                values.put(name.substring(PREFIX.length()).toLowerCase(Locale.ROOT), value);
            }
        });
        return CloudSection.of(values);
    }

    @Override
    public String toString() {
        return variables.size() + " variables";
    }
}
