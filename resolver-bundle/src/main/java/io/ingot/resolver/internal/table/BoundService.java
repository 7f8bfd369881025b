// SPDX-License-Identifier: Apache-2.0
package io.ingot.resolver.internal.table;

import io.ingot.image.spi.Scheme;
import io.ingot.resolver.internal.service.TrackedService;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A service and a copy of its properties at one moment. The properties of a {@code ServiceReference} may change while
 * it is sorted.
 *
 * @param id its service id, which the framework never reuses
 * @param ranking its service ranking; 0 if it has none
 * @param schemes the schemes that it answers, in lower case; empty if none is well-formed
 * @param authority what the authority of their references names
 * @param service the service
 */
public record BoundService(
        long id, int ranking, Set<String> schemes, Scheme.Authority authority, TrackedService service) {
    private static final Comparator<BoundService> BEST_FIRST =
            Comparator.comparingInt(BoundService::ranking).reversed().thenComparingLong(BoundService::id);

    private static final Comparator<BoundService> NEWEST_FIRST = Comparator.comparing(
                    (BoundService bound) -> bound.service().provider().version())
            .reversed()
            .thenComparingLong(BoundService::id);

    /** Copies the schemes. */
    public BoundService {
        schemes = Set.copyOf(schemes);
    }

    /**
     * Returns the services by scheme, best first: the highest ranking, then the lowest id. Services of equal ranking
     * that several versions of one bundle registered stay together, the newest version first, at the position of the
     * lowest id.
     *
     * @param protection decides which services are left out
     */
    static Map<String, List<BoundService>> byScheme(Collection<BoundService> services, ProtectedSchemes protection) {
        return services.stream()
                .flatMap(service -> service.schemes().stream()
                        .filter(scheme ->
                                protection.admits(scheme, service.service().provider())))
                .distinct()
                .collect(
                        Collectors.toUnmodifiableMap(scheme -> scheme, scheme -> ranked(scheme, services, protection)));
    }

    private static List<BoundService> ranked(
            String scheme, Collection<BoundService> services, ProtectedSchemes protection) {
        return services.stream()
                .filter(service -> service.schemes().contains(scheme))
                .filter(service -> protection.admits(scheme, service.service().provider()))
                .sorted(BEST_FIRST)
                .collect(Collectors.groupingBy(BoundService::bundleAndRanking, LinkedHashMap::new, Collectors.toList()))
                .values()
                .stream()
                .flatMap(versions -> versions.stream().sorted(NEWEST_FIRST))
                .toList();
    }

    /** Returns the sort key that all versions of one bundle share. */
    private List<Object> bundleAndRanking() {
        return List.of(ranking, service.provider().bundle());
    }
}
