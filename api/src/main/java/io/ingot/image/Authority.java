// SPDX-License-Identifier: Apache-2.0
package io.ingot.image;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The authority of a reference, RFC 3986 §3.2, read strictly: where parsers disagree on a host, policy can be talked
 * past. So no backslash, no white space, no percent sign and nothing but ASCII in a host.
 */
final class Authority {
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._~!$&'()*+,;=-]*");
    private static final Pattern ADDRESS_LITERAL =
            Pattern.compile("\\[[0-9A-Fa-f:.]{2,45}(?:%25[A-Za-z0-9._~-]{1,16})?]");
    private static final Pattern PORT = Pattern.compile("[0-9]{1,5}");
    private static final Pattern HOST_AND_PORT =
            Pattern.compile("(?<host>\\[[^]]*]|[^:]*)(?::(?<port>.*))?", Pattern.DOTALL);
    private static final int MAX_PORT = 65_535;

    private final @Nullable String userInfo;
    private final String host;
    private final int port;

    private Authority(@Nullable String userInfo, String host, int port) {
        this.userInfo = userInfo;
        this.host = host;
        this.port = port;
    }

    /** @throws ImageException INVALID_REFERENCE, with a message that shows no userinfo */
    static Authority parse(String text) throws ImageException {
        int at = text.lastIndexOf('@');
        String userInfo = at < 0 ? null : text.substring(0, at);
        Matcher parts = HOST_AND_PORT.matcher(text.substring(at + 1));
        if (!parts.matches()) {
            throw malformed("the host is malformed");
        }
        String host = parts.group("host");
        if (!HOST.matcher(host).matches() && !ADDRESS_LITERAL.matcher(host).matches()) {
            throw malformed("its host '" + host + "' holds a character that no host has;"
                    + " write an international name in its ASCII form (xn--…)");
        }
        if (userInfo != null && userInfo.indexOf('\\') >= 0) {
            throw malformed("its userinfo holds a backslash; write %5C");
        }
        return new Authority(userInfo, host.toLowerCase(Locale.ROOT), port(parts.group("port")));
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
            // Not shown: it is a password where one holds a slash, which ends the authority before its @.
            throw malformed("its port is not a number from 0 to " + MAX_PORT
                    + "; in a user or password, write a slash as %2F, ? as %3F and # as %23");
        }
        return Integer.parseInt(text);
    }

    private static ImageException malformed(String why) {
        return new ImageException(ErrorCode.INVALID_REFERENCE, "not an image reference: " + why);
    }
}
