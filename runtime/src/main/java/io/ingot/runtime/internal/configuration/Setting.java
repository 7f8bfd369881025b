// SPDX-License-Identifier: Apache-2.0
package io.ingot.runtime.internal.configuration;

import io.ingot.image.ImageReference;

/**
 * One property as it was written.
 *
 * @param source where: a file, or the option
 * @param clear whether the value itself was written there, not the name of a file that holds it
 */
record Setting(String source, ConfigurationTarget target, String property, String value, boolean clear) {
    /** As it is named on the command line. */
    String key() {
        return target + "/" + property;
    }

    /** The same, where the key names an instance of a factory as {@code PID-NAME}. */
    Setting in(ConfigurationDefinitions definitions) {
        return new Setting(source, definitions.target(target.toString()), property, value, clear);
    }

    /** The value as it may be printed: URLs without what may be secret in them. */
    String shown() {
        return ImageReference.redact(value);
    }

    @Override
    public String toString() {
        return key() + " of " + source;
    }
}
