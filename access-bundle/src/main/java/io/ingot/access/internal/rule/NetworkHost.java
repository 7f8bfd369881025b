// SPDX-License-Identifier: Apache-2.0
package io.ingot.access.internal.rule;

import io.ingot.image.AddressLiteral;
import io.ingot.image.ImageReference;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The machine that a reference leads to, in one spelling. */
final class NetworkHost {
    /** Their authority names this machine, an image or a bucket; what they connect to is asked for on its own. */
    private static final Set<String> SCHEMES_WITHOUT = Set.of("file", "glance", "s3");

    private NetworkHost() {}

    /** Absent if the reference names none. */
    static Optional<String> of(ImageReference reference) {
        return SCHEMES_WITHOUT.contains(reference.scheme()) ? Optional.empty() : reference.host();
    }

    /** An address in its usual text, without brackets; a name in lower case, without the dot of the DNS root. */
    static String canonical(String host) {
        return AddressLiteral.ofHost(host)
                .map(address -> address.getHostAddress())
                .orElseGet(() -> {
                    String name = host.toLowerCase(Locale.ROOT);
                    return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
                });
    }
}
