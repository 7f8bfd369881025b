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
 * The version of Ingot and the log file of the process that the console runs in.
 *
 * @param version the version of Ingot
 * @param log the log file, if the launcher set one
 */
record ConsoleEnvironment(String version, Optional<String> log) {
    /** The framework property with the path of the log file. */
    static final String LOG_PROPERTY = "ingot.log";

    static ConsoleEnvironment of(BundleContext context) {
        return new ConsoleEnvironment(
                text(context.getBundle().getVersion()), Optional.ofNullable(context.getProperty(LOG_PROPERTY)));
    }

    /** {@code ingot 1.0.0 (java 17.0.15)}. */
    private String versionLine() {
        return "ingot " + version + " (java " + java() + ")";
    }

    /** Returns what {@code --version} prints. */
    CommandResult versionResult() {
        return CommandResult.of(json(), List.of(versionLine()));
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
