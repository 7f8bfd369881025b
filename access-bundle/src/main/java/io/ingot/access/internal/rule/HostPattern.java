// SPDX-License-Identifier: Apache-2.0
package io.ingot.access.internal.rule;

import io.ingot.image.AddressLiteral;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A pattern for one host or for all names below a domain. {@code mirror.example}, {@code 192.0.2.1} and {@code ::1} match one
 * host; {@code .example} and {@code *.example} match all names below {@code example}, but not {@code example} itself.
 */
final class HostPattern {
    private static final Pattern DOMAIN =
            Pattern.compile("\\*?(?<domain>\\.[A-Za-z0-9_-]++(?:\\.[A-Za-z0-9_-]++)*+)\\.?");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]++(?:\\.[A-Za-z0-9_-]++)*+\\.?");

    private final String text;
    private final boolean isDomain;

    private HostPattern(String text, boolean isDomain) {
        this.text = text;
        this.isDomain = isDomain;
    }

    /** Parses a pattern; absent if the text is not one, such as a host with port, a URL, or a name that is not in ASCII. */
    static Optional<HostPattern> parse(String text) {
        Matcher domain = DOMAIN.matcher(text);
        if (domain.matches()) {
            return Optional.of(new HostPattern(AddressLiteral.canonicalHost(domain.group("domain")), true));
        }
        String host = text.indexOf(':') >= 0 && !text.startsWith("[") ? "[" + text + "]" : text;
        boolean valid =
                AddressLiteral.ofHost(host).isPresent() || NAME.matcher(host).matches();
        return valid ? Optional.of(new HostPattern(AddressLiteral.canonicalHost(host), false)) : Optional.empty();
    }

    /** @param host the host of a reference */
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
