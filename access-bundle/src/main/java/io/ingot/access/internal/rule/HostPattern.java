// SPDX-License-Identifier: Apache-2.0
package io.ingot.access.internal.rule;

import io.ingot.image.AddressLiteral;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One host, or all names below a domain: {@code mirror.example}, {@code 192.0.2.1}, {@code ::1}; {@code .example} and
 * {@code *.example}, which mean the same and not {@code example} itself. Labels are compared whole.
 */
final class HostPattern {
    private static final Pattern DOMAIN =
            Pattern.compile("\\*?(?<domain>\\.[A-Za-z0-9_-]++(?:\\.[A-Za-z0-9_-]++)*+)\\.?");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]++(?:\\.[A-Za-z0-9_-]++)*+\\.?");

    private final String text;
    private final boolean isDomain;

    private HostPattern(String text, boolean below) {
        this.text = text;
        this.isDomain = below;
    }

    /** Absent if the text is no such pattern: it has a port, a scheme, or an international name in its own letters. */
    static Optional<HostPattern> parse(String text) {
        Matcher domain = DOMAIN.matcher(text);
        if (domain.matches()) {
            return Optional.of(new HostPattern(AddressLiteral.canonicalHost(domain.group("domain")), true));
        }
        String host = text.indexOf(':') >= 0 && !text.startsWith("[") ? "[" + text + "]" : text;
        boolean known =
                AddressLiteral.ofHost(host).isPresent() || NAME.matcher(host).matches();
        return known ? Optional.of(new HostPattern(AddressLiteral.canonicalHost(host), false)) : Optional.empty();
    }

    /** @param host as a reference has it */
    boolean matches(String host) {
        String canonical = AddressLiteral.canonicalHost(host);
        if (isDomain) {
            return canonical.endsWith(text) && AddressLiteral.ofHost(host).isEmpty();
        }
        return canonical.equals(text);
    }

    @Override
    public String toString() {
        return isDomain ? "*" + text : text;
    }
}
