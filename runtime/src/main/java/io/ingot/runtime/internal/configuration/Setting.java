// SPDX-License-Identifier: Apache-2.0
package io.ingot.runtime.internal.configuration;

import io.ingot.image.ImageReference;

/**
 * A property as it was written.
 *
 * @param source the file or option that sets the property
 * @param clear whether the value was given directly, and not in a file that the option names
 */
record Setting(String source, ConfigurationTarget target, String property, String value, boolean clear) {
    /** Returns the key as on the command line. */
    String key() {
        return target + "/" + property;
    }

    /** Returns this setting with {@code PID-NAME} of a factory converted to its target. */
    Setting resolve(ConfigurationDefinitions definitions) {
        return new Setting(source, definitions.target(target.toString()), property, value, clear);
    }

    /** Returns the value as it may be printed: URLs without their secrets. */
    String printable() {
        return ImageReference.redact(value);
    }

    @Override
    public String toString() {
        return key() + " of " + source;
    }
}
