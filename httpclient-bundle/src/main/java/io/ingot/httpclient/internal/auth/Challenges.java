// SPDX-License-Identifier: Apache-2.0
package io.ingot.httpclient.internal.auth;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The authentication schemes that a server offers in {@code WWW-Authenticate} or {@code Proxy-Authenticate} (RFC 9110
 * §11.6.1).
 */
public final class Challenges {
    /** An element of the list, up to a comma outside quotes. */
    private static final Pattern ELEMENT = Pattern.compile("(?:[^,\"]|\"(?:[^\"\\\\]|\\\\.)*+\"?)++", Pattern.DOTALL);
    /**
     * A scheme, followed by a blank and parameters, or by nothing. The name of a parameter is followed by its value.
     */
    private static final Pattern SCHEME =
            Pattern.compile("\\s*(?<scheme>[A-Za-z][A-Za-z0-9._+-]{0,31})(?:\\s+[^=\\s].*|\\s*)", Pattern.DOTALL);

    private static final int MAX_SCHEMES = 8;
    private static final int MAX_LENGTH = 4096;

    private Challenges() {}

    /**
     * Returns the schemes offered if none of them is supported: {@code "NTLM and Negotiate"}.
     *
     * @param headers the values of the header
     * @param supported the supported schemes
     * @return absent if a supported scheme is offered, or none at all
     */
    public static Optional<String> unsupported(List<String> headers, Set<String> supported) {
        Set<String> offered = schemes(headers);
        boolean usable = offered.stream().anyMatch(scheme -> supported.stream().anyMatch(scheme::equalsIgnoreCase));
        return offered.isEmpty() || usable ? Optional.empty() : Optional.of(String.join(" and ", offered));
    }

    private static Set<String> schemes(List<String> headers) {
        Set<String> schemes = new LinkedHashSet<>();
        Set<String> known = new LinkedHashSet<>();
        for (String header : headers) {
            Matcher element = ELEMENT.matcher(header.substring(0, Math.min(header.length(), MAX_LENGTH)));
            while (element.find() && schemes.size() < MAX_SCHEMES) {
                Matcher scheme = SCHEME.matcher(element.group());
                if (scheme.matches() && known.add(scheme.group("scheme").toLowerCase(Locale.ROOT))) {
                    schemes.add(scheme.group("scheme"));
                }
            }
        }
        return schemes;
    }
}
