// SPDX-License-Identifier: Apache-2.0
package io.ingot.glance.internal.cloud;

import io.ingot.common.settings.CommaList;
import io.ingot.common.text.Printable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Reads lists of interfaces of a catalogue, best first. */
final class Interfaces {
    private static final Set<String> KNOWN = Set.of("internal", "public", "admin");
    private static final String URL_SUFFIX = "url";

    private Interfaces() {}

    /**
     * Reads a list separated by commas; {@code publicURL} is {@code public}.
     *
     * @param what the setting, for messages
     * @throws IllegalArgumentException if an interface is unknown
     */
    static List<String> of(String what, String text) {
        List<String> interfaces = new ArrayList<>();
        for (String part : CommaList.of(text)) {
            String name = part.toLowerCase(Locale.ROOT);
            if (name.endsWith(URL_SUFFIX)) {
                name = name.substring(0, name.length() - URL_SUFFIX.length());
            }
            if (!name.isEmpty() && !KNOWN.contains(name)) {
                throw new IllegalArgumentException(
                        what + " must be internal, public or admin, was " + Printable.quoted(part));
            }
            if (!name.isEmpty() && !interfaces.contains(name)) {
                interfaces.add(name);
            }
        }
        return List.copyOf(interfaces);
    }
}
