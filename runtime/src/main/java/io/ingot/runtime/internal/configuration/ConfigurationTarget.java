// SPDX-License-Identifier: Apache-2.0
package io.ingot.runtime.internal.configuration;

import java.util.Optional;

/**
 * Whom a configuration is for: a PID, or one instance of a factory.
 *
 * @param name the name of the instance; absent if the PID is no factory's
 */
record ConfigurationTarget(String pid, Optional<String> name) {
    /** Reads {@code PID} or {@code PID~NAME}. */
    static ConfigurationTarget parse(String text) {
        int tilde = text.indexOf('~');
        ConfigurationTarget target = tilde < 0
                ? new ConfigurationTarget(text, Optional.empty())
                : new ConfigurationTarget(text.substring(0, tilde), Optional.of(text.substring(tilde + 1)));
        if (target.pid.isBlank() || target.name.filter(String::isBlank).isPresent()) {
            throw new IllegalArgumentException("no PID or PID~NAME: " + text);
        }
        return target;
    }

    @Override
    public String toString() {
        return name.map(instance -> pid + "~" + instance).orElse(pid);
    }
}
