// SPDX-License-Identifier: Apache-2.0
package io.ingot.resolver.internal.table;

import io.ingot.image.client.AbsentService;
import io.ingot.resolver.internal.service.Provider;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds bundles whose services are not asked because a newer version of the same bundle answers. */
public final class SupersededBundles {
    private SupersededBundles() {}

    /**
     * Returns these bundles.
     *
     * @param byScheme the services by scheme, best first
     */
    public static List<AbsentService> of(Map<String, List<BoundService>> byScheme) {
        Set<Provider> answering = byScheme.values().stream()
                .map(services -> services.get(0).service().provider())
                .collect(Collectors.toSet());
        return byScheme.values().stream()
                .flatMap(Collection::stream)
                .map(bound -> bound.service().provider())
                .filter(provider -> !answering.contains(provider))
                .distinct()
                .flatMap(older -> answering.stream()
                        .filter(newer -> newer.bundle().equals(older.bundle())
                                && newer.version().compareTo(older.version()) > 0)
                        .limit(1)
                        .map(newer -> new AbsentService(
                                older.bundle(),
                                "version " + older.version() + " is not asked: version " + newer.version()
                                        + " of the same bundle answers")))
                .toList();
    }
}
