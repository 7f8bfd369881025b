// SPDX-License-Identifier: Apache-2.0
package io.ingot.resolver.internal.table;

import io.ingot.resolver.internal.service.Provider;
import java.util.List;
import java.util.Set;

/**
 * The schemes that only trusted bundles may answer. Any other bundle could otherwise take them over, by a service of a
 * higher ranking, or while the bundle that answers the scheme is updated.
 *
 * @param schemes lower case
 * @param bundles the bundles that may answer them
 */
public record ProtectedSchemes(Set<String> schemes, List<TrustedBundle> bundles) {
    /** Nothing is protected. */
    public static final ProtectedSchemes NONE = new ProtectedSchemes(Set.of(), List.of());

    /** Copies both. */
    public ProtectedSchemes {
        schemes = Set.copyOf(schemes);
        bundles = List.copyOf(bundles);
    }

    /** Returns whether a bundle may answer a scheme. */
    public boolean admits(String scheme, Provider provider) {
        return !schemes.contains(scheme) || bundles.stream().anyMatch(bundle -> bundle.matches(provider));
    }
}
