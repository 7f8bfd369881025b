// SPDX-License-Identifier: Apache-2.0
package io.ingot.resolver.internal.configuration;

/**
 * A fault of a configuration.
 *
 * @param bundle the symbolic name of the bundle that describes it
 * @param pid the PID of the configuration
 * @param invalidValue whether a value is invalid and so not in effect; otherwise a property is unknown and ignored
 * @param text the property, what is wrong, and what was expected
 */
public record ConfigurationFault(String bundle, String pid, boolean invalidValue, String text) {
    @Override
    public String toString() {
        return pid + "/" + text;
    }
}
