// SPDX-License-Identifier: Apache-2.0
package io.ingot.runtime.internal.deploy;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.osgi.framework.BundleException;

/** Describes the missing requirements of a bundle, taken from the framework's message, which is logged at DEBUG. */
final class UnresolvedBundle {
    private static final Pattern NAMED =
            Pattern.compile("\\((osgi\\.[a-z.]+)=([^()]*)\\)(?:\\(version>?=([^()]*)\\))?");
    private static final Map<String, String> NOUNS = Map.of(
            "osgi.wiring.package", "package ",
            "osgi.wiring.bundle", "bundle ",
            "osgi.wiring.host", "host bundle ",
            "osgi.identity", "bundle ",
            "osgi.extender", "extender ",
            "osgi.ee", "");

    private UnresolvedBundle() {}

    /** Returns a readable message for an unresolved bundle; other messages are returned unchanged. */
    static String describe(BundleException e) {
        String message = String.valueOf(e.getMessage());
        return e.getType() == BundleException.RESOLVE_ERROR ? describe(message) : message;
    }

    static String describe(String message) {
        Set<String> needs = new LinkedHashSet<>();
        Matcher requirement = NAMED.matcher(message);
        while (requirement.find()) {
            String noun = NOUNS.get(requirement.group(1));
            if (noun == null) {
                return message;
            }
            String version = requirement.group(3) == null ? "" : " " + requirement.group(3) + " or newer";
            needs.add(noun + requirement.group(2).replaceFirst("^JavaSE$", "Java") + version);
        }
        return needs.isEmpty() ? message : "nothing installed offers " + String.join(", ", needs);
    }
}
