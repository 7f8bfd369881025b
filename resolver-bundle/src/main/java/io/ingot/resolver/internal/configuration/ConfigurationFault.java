// SPDX-License-Identifier: Apache-2.0
package io.ingot.resolver.internal.configuration;

/**
 * Something that is wrong with a configuration.
 *
 * @param bundle the symbolic name of the bundle that describes it
 * @param pid the configuration
 * @param value whether a value is wrong, so that it is not in force; else a property is unknown, and ignored
 * @param text what is wrong, and what was expected
 */
public record ConfigurationFault(String bundle, String pid, boolean value, String text) {
    @Override
    public String toString() {
        return pid + "/" + text;
    }
}
