// SPDX-License-Identifier: Apache-2.0
package io.ingot.image;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The authority of a reference (RFC 3986 §3.2), parsed strictly: a host on which parsers disagree could bypass the
 * policy. So a host has no backslash, white space or percent sign, and only ASCII characters.
 */
final class Authority {
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._~!$&'()*+,;=-]*+");
    private static final Pattern BRACKETS =
            Pattern.compile("\\[(?<address>[^]%]*+)(?<zone>%25[A-Za-z0-9._~-]{1,16})?+]", Pattern.DOTALL);
    private static final Pattern UNBRACKETED = Pattern.compile(
            "(?<address>[0-9A-Fa-f.]*+:[0-9A-Fa-f.]*+:[0-9A-Fa-f:.]*+)(?:%(?:25)?(?<zone>[A-Za-z0-9._~-]{1,16}))?+");
    private static final Pattern PORT = Pattern.compile("[0-9]{1,5}+");

    /** A host that is safe to print: a possible address in brackets, or text without delimiters in any encoding. */
    private static final Pattern HARMLESS =
            Pattern.compile("\\[[0-9A-Fa-f:.]*+(?:%[A-Za-z0-9._~-]*+)?+]|\\[[^:%]*+]|[^:%]++");

    private static final Pattern HOST_AND_PORT =
            Pattern.compile("(?<host>\\[[^]]*+]|[^:]*+)(?::(?<port>.*+))?+", Pattern.DOTALL);
    private static final int MAX_PORT = 65_535;

    private final @Nullable String userInfo;
    private final String host;
    private final int port;

    private Authority(@Nullable String userInfo, String host, int port) {
        this.userInfo = userInfo;
        this.host = host;
        this.port = port;
    }

    /**
     * Parses an authority.
     *
     * @throws ImageException INVALID_REFERENCE, with a message that shows no userinfo
     */
    static Authority parse(String text) throws ImageException {
        int at = text.lastIndexOf('@');
        String userInfo = at < 0 ? null : text.substring(0, at);
        Matcher parts = HOST_AND_PORT.matcher(text.substring(at + 1));
        if (!parts.matches()) {
            throw malformed("the host is malformed");
        }
        String host = parts.group("host");
        checkHost(host);
        if (userInfo != null && userInfo.indexOf('\\') >= 0) {
            throw malformed("its userinfo contains a backslash; write %5C");
        }
        return new Authority(userInfo, host.toLowerCase(Locale.ROOT), port(parts.group("port")));
    }

    /**
     * Returns the authority that an IPv6 address without brackets means: {@code [fd00::1]} for {@code fd00::1}. Without
     * brackets its last group could be a port.
     *
     * @param text an authority; its userinfo is dropped
     * @return absent if the text is not such an address
     */
    static Optional<Authority> withBrackets(String text) {
        Matcher parts = UNBRACKETED.matcher(text.substring(text.lastIndexOf('@') + 1));
        if (!parts.matches()) {
            return Optional.empty();
        }
        String address = parts.group("address");
        String zone = parts.group("zone") == null ? "" : "%25" + parts.group("zone");
        if (Ipv6Text.parse(address).isPresent()) {
            return Optional.of(new Authority(null, bracketed(address + zone), -1));
        }
        int colon = address.lastIndexOf(':');
        String port = address.substring(colon + 1);
        return PORT.matcher(port).matches()
                        && Ipv6Text.parse(address.substring(0, colon)).isPresent()
                ? Optional.of(new Authority(null, bracketed(address.substring(0, colon)), Integer.parseInt(port)))
                : Optional.empty();
    }

    private static String bracketed(String address) {
        return "[" + address.toLowerCase(Locale.ROOT) + "]";
    }

    private static void checkHost(String host) throws ImageException {
        if (host.startsWith("[")) {
            Matcher brackets = BRACKETS.matcher(host);
            if (!brackets.matches() || Ipv6Text.parse(brackets.group("address")).isEmpty()) {
                throw malformed("its host" + printed(host)
                        + " is not an IPv6 address in brackets; write a name or an IPv4 address"
                        + " without brackets, and the % before a zone as %25");
            }
        } else if (!HOST.matcher(host).matches()) {
            throw malformed("its host" + printed(host) + " contains a character that is not allowed in a host;"
                    + " write an international name in its ASCII form (xn--…)");
        }
    }

    /** Returns the host for a message; empty if it may be userinfo with an encoded at sign. */
    private static String printed(String host) {
        return HARMLESS.matcher(host).matches() ? " '" + ReferenceDisplay.ofText(host) + "'" : "";
    }

    String host() {
        return host;
    }

    OptionalInt port() {
        return port < 0 ? OptionalInt.empty() : OptionalInt.of(port);
    }

    Optional<Secret> userInfo() {
        return Optional.ofNullable(userInfo).map(Secret::of);
    }

    String exact() {
        return userInfo == null ? display() : userInfo + "@" + display();
    }

    String display() {
        return port < 0 ? host : host + ":" + port;
    }

    private static int port(@Nullable String text) throws ImageException {
        if (text == null || text.isEmpty()) {
            return -1;
        }
        if (!PORT.matcher(text).matches() || Integer.parseInt(text) > MAX_PORT) {
            throw invalidPort();
        }
        return Integer.parseInt(text);
    }

    /** Does not print the port: it may be a password with a slash, which ends the authority before the at sign. */
    static ImageException invalidPort() {
        return malformed("its port is not a number from 0 to " + MAX_PORT
                + "; in a user or password, write a slash as %2F, ? as %3F and # as %23");
    }

    private static ImageException malformed(String reason) {
        return new ImageException(ErrorCode.INVALID_REFERENCE, "not an image reference: " + reason);
    }
}
