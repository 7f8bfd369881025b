// SPDX-License-Identifier: Apache-2.0
package io.ingot.runtime.internal.configuration;

import java.util.Optional;

/**
 * The target of a configuration: a PID, or one instance of a factory PID.
 *
 * @param name the name of the instance; absent if the PID is not a factory PID
 */
record ConfigurationTarget(String pid, Optional<String> name) {
    /** Parses {@code PID} or {@code PID~NAME}. */
    static ConfigurationTarget parse(String text) {
        int tilde = text.indexOf('~');
        ConfigurationTarget target = tilde < 0
                ? new ConfigurationTarget(text, Optional.empty())
                : new ConfigurationTarget(text.substring(0, tilde), Optional.of(text.substring(tilde + 1)));
        if (target.pid.isBlank() || target.name.filter(String::isBlank).isPresent()) {
            throw new IllegalArgumentException("not a PID or PID~NAME: " + text);
        }
        return target;
    }

    @Override
    public String toString() {
        return name.map(instance -> pid + "~" + instance).orElse(pid);
    }
}
