// SPDX-License-Identifier: Apache-2.0
package io.ingot.resolver.internal.table;

import io.ingot.image.Call;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.spi.Scheme;
import io.ingot.resolver.internal.service.Provider;
import io.ingot.resolver.internal.service.TrackedService;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The services by the schemes that they answer now. A change replaces an immutable snapshot under a lock; a look-up
 * reads it without one. Safe for concurrent use.
 */
public final class SchemeTable {
    /** How many schemes without a service are remembered, the latest ones. */
    static final int MAX_REMEMBERED = 256;

    private final Map<Long, BoundService> bound = new HashMap<>();
    private final Map<String, LastService> lastServices = new LinkedHashMap<>();
    private final SchemeChanges changes = new SchemeChanges();
    private ProtectedSchemes protection = ProtectedSchemes.NONE;
    private boolean closed;
    private volatile Map<String, List<BoundService>> ranked = Map.of();

    /**
     * Adds a service.
     *
     * @return the service that it replaces: one of the same id whose departure was not reported, or itself if the table
     *     is closed
     */
    public synchronized Optional<TrackedService> put(BoundService service) {
        if (closed) {
            return Optional.of(service.service());
        }
        Optional<TrackedService> before =
                Optional.ofNullable(bound.put(service.id(), service)).map(BoundService::service);
        rebuild();
        return before;
    }

    /** Updates the properties of a service. No effect if the table does not hold the service. */
    public synchronized void update(BoundService service) {
        BoundService before = bound.get(service.id());
        if (before != null && before.service() == service.service()) {
            bound.put(service.id(), service);
            rebuild();
        }
    }

    /** Removes a service by its id, never by scheme: its replacement may already be registered. */
    public synchronized Optional<TrackedService> remove(long id) {
        Optional<TrackedService> before = Optional.ofNullable(bound.remove(id)).map(BoundService::service);
        before.ifPresent(gone -> rebuild());
        return before;
    }

    /** Removes all services, and accepts no more. */
    public synchronized List<TrackedService> close() {
        closed = true;
        List<TrackedService> all =
                bound.values().stream().map(BoundService::service).toList();
        bound.clear();
        rebuild();
        return all;
    }

    /** Sets the protected schemes and the bundles that may answer them. */
    public synchronized void protect(ProtectedSchemes schemes) {
        protection = schemes;
        rebuild();
    }

    /** Returns whether a bundle may answer a scheme. */
    public synchronized boolean admits(String scheme, Provider provider) {
        return protection.admits(scheme, provider);
    }

    /** Returns the protected schemes by the bundles that are not asked for them. */
    public synchronized Map<Provider, Set<String>> refused() {
        return changes.refused().stream()
                .collect(Collectors.groupingBy(
                        SchemeChanges.Refusal::provider,
                        Collectors.mapping(SchemeChanges.Refusal::scheme, Collectors.toCollection(TreeSet::new))));
    }

    /** Returns and clears the warnings for the operator, one sentence each. */
    public synchronized List<String> drainWarnings() {
        return changes.drain();
    }

    /**
     * Returns the services that answer a scheme, best first; empty if there are none. Takes no lock, and allocates
     * nothing.
     */
    public List<BoundService> find(String scheme) {
        return ranked.getOrDefault(scheme, List.of());
    }

    /** Returns a snapshot of the services by scheme, best first. */
    public Map<String, List<BoundService>> byScheme() {
        return ranked;
    }

    /** Returns the service with an id. */
    public synchronized Optional<BoundService> get(long id) {
        return Optional.ofNullable(bound.get(id));
    }

    /** Returns the bundle that answers a scheme, or did last. */
    public Optional<Provider> lastProvider(String scheme) {
        return lastService(scheme).map(LastService::provider);
    }

    /**
     * Returns what the authority of a scheme's references names, according to the service that answers it, or did last.
     */
    public Optional<Scheme.Authority> authority(String scheme) {
        List<BoundService> services = find(scheme);
        return services.isEmpty()
                ? lastService(scheme).map(LastService::authority)
                : Optional.of(services.get(0).authority());
    }

    private synchronized Optional<LastService> lastService(String scheme) {
        return Optional.ofNullable(lastServices.get(scheme));
    }

    /** The last service that answered a scheme; does not reference the service itself, which may have gone. */
    private record LastService(Provider provider, Scheme.Authority authority) {
        static LastService of(BoundService service) {
            return new LastService(service.service().provider(), service.authority());
        }
    }

    /**
     * Waits until a look-up succeeds; it is repeated after every change of this table.
     *
     * @param lookup quick, and takes no lock
     * @throws ImageException if the call ends first, with its code; UNAVAILABLE if this table is closed
     */
    public <T> T await(Supplier<Optional<T>> lookup, Call call) throws ImageException {
        try (Call.Registration wake = call.onCancel(this::wake)) {
            return awaitChange(lookup, call);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ImageException(ErrorCode.CANCELLED, "the thread was interrupted while it waited for a service");
        }
    }

    private synchronized <T> T awaitChange(Supplier<Optional<T>> lookup, Call call)
            throws ImageException, InterruptedException {
        Optional<T> found = lookup.get();
        while (found.isEmpty()) {
            call.check();
            if (closed) {
                throw new ImageException(
                        ErrorCode.UNAVAILABLE,
                        "the bundle io.ingot.resolver is stopping; try again after it has restarted");
            }
            wait();
            found = lookup.get();
        }
        return found.get();
    }

    private synchronized void wake() {
        notifyAll();
    }

    private static boolean isAmong(List<BoundService> services, Provider provider) {
        return services.stream().anyMatch(bound -> bound.service().provider().equals(provider));
    }

    private Set<SchemeChanges.Refusal> refusals() {
        return bound.values().stream()
                .flatMap(service -> service.schemes().stream()
                        .filter(scheme ->
                                !protection.admits(scheme, service.service().provider()))
                        .map(scheme -> new SchemeChanges.Refusal(
                                scheme, service.service().provider())))
                .collect(Collectors.toSet());
    }

    private void rebuild() {
        ranked = BoundService.byScheme(bound.values(), protection);
        ranked.forEach((scheme, services) -> {
            LastService now = LastService.of(services.get(0));
            LastService former = lastServices.remove(scheme);
            if (former != null) {
                changes.providerChanged(
                        scheme, former.provider(), now.provider(), isAmong(services, former.provider()));
            }
            lastServices.put(scheme, now); // keeps the map in the order of the last change
        });
        changes.refused(refusals(), this);
        List<String> oldest = new ArrayList<>(lastServices.keySet());
        oldest.subList(0, Math.max(0, oldest.size() - Math.max(MAX_REMEMBERED, ranked.size())))
                .forEach(lastServices::remove);
        notifyAll();
    }
}
