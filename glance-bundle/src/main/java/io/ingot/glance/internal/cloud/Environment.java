// SPDX-License-Identifier: Apache-2.0
package io.ingot.glance.internal.cloud;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The process's surroundings, as far as OpenStack's configuration is found by them. Variables may be secret: it prints
 * their number.
 *
 * @param variables the environment's
 * @param home the user's home folder
 * @param workingFolder what {@code ./clouds.yaml} is relative to
 * @param system the folder of the machine's configuration: {@code /etc}
 */
public record Environment(Map<String, String> variables, Path home, Path workingFolder, Path systemFolder) {
    /** What the names of OpenStack's variables begin with. */
    static final String PREFIX = "OS_";

    /** Copies the variables. */
    public Environment {
        variables = Map.copyOf(variables);
    }

    /** That of this process. */
    public static Environment ofThisProcess() {
        Map<String, String> variables = System.getenv();
        String home = variables.getOrDefault("HOME", "");
        return new Environment(
                variables,
                Path.of(home.isBlank() ? System.getProperty("user.home", "/") : home),
                Path.of(System.getProperty("user.dir", "/")),
                Path.of("/etc"));
    }

    /** A variable; absent if it is not set, or empty. */
    Optional<String> variable(String name) {
        return Optional.ofNullable(variables.get(name)).map(String::strip).filter(value -> !value.isEmpty());
    }

    /** The variables {@code OS_…} as a cloud that is written. */
    CloudSection cloudSection() {
        Map<String, String> own = new HashMap<>();
        variables.forEach((name, value) -> {
            if (name.startsWith(PREFIX)) {
                own.put(name.substring(PREFIX.length()).toLowerCase(Locale.ROOT), value);
            }
        });
        return CloudSection.of(own);
    }

    @Override
    public String toString() {
        return variables.size() + " variables";
    }
}
