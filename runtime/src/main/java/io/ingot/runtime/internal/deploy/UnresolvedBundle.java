// SPDX-License-Identifier: Apache-2.0
package io.ingot.runtime.internal.deploy;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.osgi.framework.BundleException;

/** What a bundle needs that nothing here offers, by the names in the framework's message; versions are in the log at DEBUG. */
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

    /** The message in words; as it is if it is about something else. */
    static String words(BundleException e) {
        String message = String.valueOf(e.getMessage());
        return e.getType() == BundleException.RESOLVE_ERROR ? words(message) : message;
    }

    static String words(String message) {
        Set<String> needs = new LinkedHashSet<>();
        Matcher named = NAMED.matcher(message);
        while (named.find()) {
            String noun = NOUNS.get(named.group(1));
            if (noun == null) {
                return message;
            }
            String version = named.group(3) == null ? "" : " " + named.group(3) + " or newer";
            needs.add(noun + named.group(2).replaceFirst("^JavaSE$", "Java") + version);
        }
        return needs.isEmpty() ? message : "nothing installed offers " + String.join(", ", needs);
    }
}
