// SPDX-License-Identifier: Apache-2.0
package io.ingot.runtime.internal.configuration;

/**
 * One property as somebody wrote it.
 *
 * @param source where: a file, or the option
 * @param clear whether the value itself was written there, not the name of a file that holds it
 */
record Setting(String source, Target target, String property, String value, boolean clear) {
    /** As it is named on the command line. */
    String key() {
        return target + "/" + property;
    }

    @Override
    public String toString() {
        return key() + " of " + source;
    }
}
