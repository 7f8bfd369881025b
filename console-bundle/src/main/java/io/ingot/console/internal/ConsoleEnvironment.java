// SPDX-License-Identifier: Apache-2.0
package io.ingot.console.internal;

import io.ingot.console.internal.output.CommandResult;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Version;

/**
 * What the console knows of where it runs.
 *
 * @param version of Ingot
 * @param log where the log is, if the launcher said so
 */
record ConsoleEnvironment(String version, Optional<String> log) {
    /** The framework property with the place of the log. */
    static final String LOG_PROPERTY = "ingot.log";

    static ConsoleEnvironment of(BundleContext context) {
        return new ConsoleEnvironment(
                text(context.getBundle().getVersion()), Optional.ofNullable(context.getProperty(LOG_PROPERTY)));
    }

    /** {@code ingot 1.0.0 (java 17.0.15)}. */
    private String line() {
        return "ingot " + version + " (java " + java() + ")";
    }

    /** What {@code --version} prints. */
    CommandResult outcome() {
        return CommandResult.of(json(), List.of(line()));
    }

    private Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("version", version);
        json.put("java", java());
        return json;
    }

    private static String java() {
        return System.getProperty("java.version");
    }

    static String text(Version version) {
        String number = version.getMajor() + "." + version.getMinor() + "." + version.getMicro();
        return version.getQualifier().isEmpty() ? number : number + "-" + version.getQualifier();
    }
}
