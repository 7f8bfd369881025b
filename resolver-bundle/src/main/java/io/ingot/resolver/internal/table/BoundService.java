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
 * A service and its properties at one moment. They are copied, since a {@code ServiceReference} changes under whoever
 * sorts by it.
 *
 * @param id the framework's number of the service, never used again
 * @param ranking its ranking; 0 unless it has one
 * @param schemes the schemes it answers, lower case; empty if it says none that is well-formed
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
     * The services by the schemes they answer, best first: the highest ranking, then the oldest. Of equal ranking, those of
     * several versions of one bundle stand together, the newest first, where the oldest of them would stand alone.
     *
     * @param protection which services are left out
     */
    static Map<String, List<BoundService>> byScheme(Collection<BoundService> services, ProtectedSchemes protection) {
        return services.stream()
                .flatMap(service -> service.schemes().stream()
                        .filter(scheme ->
                                protection.admits(scheme, service.service().provider())))
                .distinct()
                .collect(Collectors.toUnmodifiableMap(
                        scheme -> scheme, scheme -> answering(scheme, services, protection)));
    }

    private static List<BoundService> answering(
            String scheme, Collection<BoundService> services, ProtectedSchemes protection) {
        return services.stream()
                .filter(service -> service.schemes().contains(scheme))
                .filter(service -> protection.admits(scheme, service.service().provider()))
                .sorted(BEST_FIRST)
                .collect(Collectors.groupingBy(BoundService::line, LinkedHashMap::new, Collectors.toList()))
                .values()
                .stream()
                .flatMap(versions -> versions.stream().sorted(NEWEST_FIRST))
                .toList();
    }

    /** What all versions of one bundle have in common, at one ranking. */
    private List<Object> line() {
        return List.of(ranking, service.provider().bundle());
    }
}
