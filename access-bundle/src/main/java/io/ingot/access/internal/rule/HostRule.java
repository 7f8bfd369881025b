// SPDX-License-Identifier: Apache-2.0
package io.ingot.access.internal.rule;

import io.ingot.image.AddressScope;
import io.ingot.image.ImageException;
import io.ingot.image.ImageReference;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/**
 * Decides which hosts may be asked: none that is refused, and only the allowed ones if there are any. A redirect or location
 * must not lead inwards to a host that is not listed.
 */
public final class HostRule implements PolicyRule {
    private static final String ALLOWED = "io.ingot.access/allowedHosts";
    private static final String REFUSED = "io.ingot.access/refusedHosts";

    private final List<HostPattern> allowed;
    private final List<HostPattern> refused;

    /** @throws IllegalArgumentException if an element is not a host, domain or address */
    public HostRule(List<String> allowed, List<String> refused) {
        this.allowed = patterns(ALLOWED, allowed);
        this.refused = patterns(REFUSED, refused);
    }

    @Override
    public boolean checksHosts() {
        return true;
    }

    @Override
    public void checkReference(ImageReference reference) throws ImageException {
        Optional<String> host = reference.host();
        if (host.isPresent()) {
            check(reference, host.get());
        }
    }

    @Override
    public void checkRedirect(String host, InetAddress address, AddressScope from) throws ImageException {
        AddressScope target = AddressScope.of(address);
        boolean bareIpv6 = host.indexOf(':') >= 0 && !host.startsWith("[");
        if (!from.mayLeadTo(target) && isUnlisted(bareIpv6 ? "[" + host + "]" : host)) {
            throw Refusal.of(
                    "address " + address.getHostAddress() + " of host " + host,
                    "a redirect or location of a server " + describeOrigin(from) + " leads inwards, to "
                            + describe(target),
                    "add the host to " + ALLOWED + ", together with all other hosts that may be asked, to allow it");
        }
    }

    private static String describeOrigin(AddressScope scope) {
        return switch (scope) {
            case PUBLIC -> "at a public address";
            case PRIVATE -> "at a private address";
            case LINK -> "at a link-local address";
            case HOST -> "on this machine";
        };
    }

    private static String describe(AddressScope scope) {
        return switch (scope) {
            case PUBLIC -> "a public address";
            case PRIVATE -> "a private address";
            case LINK -> "a link-local address";
            case HOST -> "this machine";
        };
    }

    private boolean isUnlisted(String host) {
        return allowed.stream().noneMatch(pattern -> pattern.matches(host));
    }

    private void check(ImageReference reference, String host) throws ImageException {
        String subject = "host " + host + " of " + reference;
        Optional<HostPattern> match =
                refused.stream().filter(pattern -> pattern.matches(host)).findFirst();
        if (match.isPresent()) {
            throw Refusal.of(subject, REFUSED + " contains " + match.get(), "remove it there to allow it");
        }
        if (!allowed.isEmpty() && isUnlisted(host)) {
            throw Refusal.of(subject, "it is not in " + ALLOWED, "add it there to allow it");
        }
    }

    private static List<HostPattern> patterns(String property, List<String> texts) {
        return texts.stream()
                .map(text -> HostPattern.parse(text)
                        .orElseThrow(() -> new IllegalArgumentException(property
                                + " must list hosts such as mirror.example, *.example or 192.0.2.1, without scheme and"
                                + " port; was '" + ImageReference.redact(text) + "'")))
                .toList();
    }
}
