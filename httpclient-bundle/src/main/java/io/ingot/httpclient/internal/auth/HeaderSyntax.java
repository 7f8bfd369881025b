// SPDX-License-Identifier: Apache-2.0
package io.ingot.httpclient.internal.auth;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Syntax of headers (RFC 9110 §5.1, §5.5), and the headers that a caller may not set. */
public final class HeaderSyntax {
    private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,128}");
    private static final Pattern VALUE = Pattern.compile(
            "(?:[\\x21-\\x7e\\x80-\\xff](?:[\\t\\x20-\\x7e\\x80-\\xff]{0,16382}[\\x21-\\x7e\\x80-\\xff])?)?");
    private static final Set<String> FRAMING = Set.of(
            "connection",
            "content-length",
            "content-type",
            "expect",
            "host",
            "keep-alive",
            "proxy-authorization",
            "proxy-connection",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade");
    private static final Set<String> SECRET = Set.of("authorization", "cookie");

    private HeaderSyntax() {}

    /** Returns whether name and value are valid in a header, and the header does not frame the message. */
    public static boolean isSendable(String name, String value) {
        return NAME.matcher(name).matches()
                && VALUE.matcher(value).matches()
                && !FRAMING.contains(name.toLowerCase(Locale.ROOT));
    }

    /** Returns whether a header of this name carries credentials, which must stay with their origin. */
    public static boolean isSecret(String name) {
        return SECRET.contains(name.toLowerCase(Locale.ROOT));
    }
}
