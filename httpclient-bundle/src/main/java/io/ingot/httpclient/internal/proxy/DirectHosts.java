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
 * What is asked without a proxy. A block of addresses covers hosts that are written as addresses: no name is looked up to
 * find out.
 */
public final class DirectHosts {
    private static final Logger LOG = LoggerFactory.getLogger(DirectHosts.class);

    private final List<DirectHost> entries;

    private DirectHosts(List<DirectHost> entries) {
        this.entries = List.copyOf(entries);
    }

    /**
     * Reads a configured list. A name in it covers its host alone.
     *
     * @throws IllegalArgumentException naming property and entry if one cannot be understood
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
     * These, and those of an environment, where a name covers the hosts below it, too, as everywhere else. An entry that is
     * not understood there was perhaps written for another program: it is named in the log.
     */
    public DirectHosts and(ProxyEnvironment environment) {
        List<DirectHost> more = new ArrayList<>();
        for (String text : environment.directHosts()) {
            Optional<DirectHost> entry = DirectHost.parse(text, DirectHost.Names.WITH_SUBDOMAINS);
            if (entry.isEmpty()) {
                LOG.warn(
                        "the environment variable {} holds '{}', which is not understood: such hosts are asked through the"
                                + " proxy",
                        environment.directVariable().orElse(""),
                        ImageReference.redact(text));
            }
            entry.ifPresent(more::add);
        }
        return new DirectHosts(Stream.concat(entries.stream(), more.stream()).toList());
    }

    /** Whether an origin is asked directly. */
    public boolean covers(ServerAddress origin) {
        return entries.stream().anyMatch(entry -> entry.matches(origin));
    }
}
