// SPDX-License-Identifier: Apache-2.0
package io.ingot.httpclient.internal.proxy;

import io.ingot.httpclient.internal.redirect.ServerAddress;
import io.ingot.image.ImageReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The hosts that are reached without a proxy. A block of addresses covers hosts that are written as addresses: no name
 * is looked up for it.
 */
public final class DirectHosts {
    private static final Logger LOG = LoggerFactory.getLogger(DirectHosts.class);

    private final List<DirectHost> entries;

    private DirectHosts(List<DirectHost> entries) {
        this.entries = List.copyOf(entries);
    }

    /**
     * Parses a configured list, in which a name covers its host only.
     *
     * @throws IllegalArgumentException naming property and entry if an entry is malformed
     */
    public static DirectHosts configured(String property, List<String> texts) {
        return new DirectHosts(texts.stream()
                .map(text -> DirectHost.parse(text, DirectHost.Names.EXACT)
                        .orElseThrow(() -> new IllegalArgumentException(property
                                + " must list hosts such as mirror.example, .example, *.example, 192.0.2.1, 10.0.0.0/8,"
                                + " fd00::/8 or *, each perhaps with :PORT; was '" + ImageReference.redact(text)
                                + "'")))
                .toList());
    }

    /**
     * Returns these hosts and those of an environment, where a name covers the hosts below it as well, by convention.
     * Malformed entries there, which may be meant for another program, are logged and ignored.
     */
    public DirectHosts withEnvironment(ProxyEnvironment environment) {
        List<DirectHost> more = new ArrayList<>();
        for (String text : environment.directHosts()) {
            Optional<DirectHost> entry = DirectHost.parse(text, DirectHost.Names.WITH_SUBDOMAINS);
            if (entry.isEmpty()) {
                LOG.warn(
                        "the environment variable {} has the malformed entry '{}': such hosts are reached through the"
                                + " proxy",
                        environment.directVariable().orElse(""),
                        ImageReference.redact(text));
            }
            entry.ifPresent(more::add);
        }
        return new DirectHosts(Stream.concat(entries.stream(), more.stream()).toList());
    }

    /** Returns whether an origin is reached directly. */
    public boolean covers(ServerAddress origin) {
        return entries.stream().anyMatch(entry -> entry.matches(origin));
    }
}
