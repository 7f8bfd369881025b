// SPDX-License-Identifier: Apache-2.0
package io.ingot.httpclient.internal.proxy;

import io.ingot.httpclient.internal.redirect.LiteralHost;
import io.ingot.httpclient.internal.redirect.ServerAddress;
import io.ingot.image.AddressBlock;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An entry of a list of hosts that are reached without a proxy: a name, a domain, an address or a block of addresses,
 * each with or without a port, or {@code *}.
 *
 * @param port the port that it applies to; 0 for all
 * @param host whether it applies to a host, given in lower case and without brackets
 */
record DirectHost(int port, Predicate<String> host) {
    private static final int MAX_PORT = 65_535;
    private static final String PORT = "(?::(?<port>[0-9]{1,5}))?";
    private static final Pattern ALL = Pattern.compile("\\*" + PORT);
    private static final Pattern BRACKETS = Pattern.compile("\\[(?<address>[^]:]*+:[^]]*+)](?<prefix>/[0-9]+)?" + PORT);
    private static final Pattern IPV6 =
            Pattern.compile("(?<address>[0-9a-f.]*+:[0-9a-f.]*+:[0-9a-f:.]*+)(?<prefix>/[0-9]+)?");
    private static final Pattern IPV4 = Pattern.compile("(?<address>[0-9.]+)(?<prefix>/[0-9]+)?" + PORT);
    private static final Pattern NAME = Pattern.compile(
            "(?<below>\\*?\\.)?(?<name>(?:[a-z0-9_-]++\\.(?=[a-z0-9_-]))*+[0-9]*+[a-z_-][a-z0-9_-]*+)\\.?" + PORT);

    /** The hosts that a name covers. */
    enum Names {
        /** Only the host of that name. */
        EXACT,
        /** The host of that name, and all hosts below it. */
        WITH_SUBDOMAINS
    }

    /** Parses an entry; absent if it is malformed. */
    static Optional<DirectHost> parse(String text, Names names) {
        String entry = text.toLowerCase(Locale.ROOT);
        Matcher all = ALL.matcher(entry);
        if (all.matches()) {
            return of(all, host -> true);
        }
        for (Pattern addresses : new Pattern[] {BRACKETS, IPV6, IPV4}) {
            Matcher parts = addresses.matcher(entry);
            if (parts.matches()) {
                return block(parts)
                        .flatMap(block -> of(
                                parts,
                                host -> LiteralHost.address(host)
                                        .filter(block::contains)
                                        .isPresent()));
            }
        }
        Matcher parts = NAME.matcher(entry);
        return parts.matches()
                ? of(parts, name(parts.group("name"), parts.group("below") != null, names))
                : Optional.empty();
    }

    boolean matches(ServerAddress origin) {
        return (port == 0 || port == origin.port()) && host.test(origin.host());
    }

    private static Predicate<String> name(String name, boolean domain, Names names) {
        boolean below = domain || names == Names.WITH_SUBDOMAINS;
        return host -> {
            String target = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
            return target.equals(name) || (below && target.endsWith("." + name));
        };
    }

    private static Optional<AddressBlock> block(Matcher parts) {
        String prefix = parts.group("prefix");
        try {
            return Optional.of(AddressBlock.around(parts.group("address") + (prefix == null ? "" : prefix)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<DirectHost> of(Matcher parts, Predicate<String> host) {
        String text = parts.pattern().pattern().endsWith(PORT) ? parts.group("port") : null;
        int port = text == null ? 0 : Integer.parseInt(text);
        return text != null && (port == 0 || port > MAX_PORT)
                ? Optional.empty()
                : Optional.of(new DirectHost(port, host));
    }
}
