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
 * Which services answer a scheme now. A change replaces an immutable snapshot under a lock; looking up reads it without
 * one. Safe for concurrent use.
 */
public final class SchemeTable {
    /** How many schemes that have gone are remembered, the latest ones. */
    static final int REMEMBERED = 256;

    private final Map<Long, BoundService> bound = new HashMap<>();
    private final Map<String, Seen> seen = new LinkedHashMap<>();
    private final SchemeChanges changes = new SchemeChanges();
    private ProtectedSchemes protection = ProtectedSchemes.NONE;
    private boolean closed;
    private volatile Map<String, List<BoundService>> ranked = Map.of();

    /**
     * Adds a service.
     *
     * @return whom it replaces: another one of the same id whose departure nobody told, or itself if the table is closed
     */
    public synchronized Optional<TrackedService> put(BoundService service) {
        if (closed) {
            return Optional.of(service.service());
        }
        Optional<TrackedService> before =
                Optional.ofNullable(bound.put(service.id(), service)).map(BoundService::service);
        swap();
        return before;
    }

    /** Takes a change of a service's properties. That of a service that is not here changes nothing. */
    public synchronized void update(BoundService service) {
        BoundService before = bound.get(service.id());
        if (before != null && before.service() == service.service()) {
            bound.put(service.id(), service);
            swap();
        }
    }

    /** Removes by the service's id, never by scheme: the replacement may already be there. */
    public synchronized Optional<TrackedService> remove(long id) {
        Optional<TrackedService> before = Optional.ofNullable(bound.remove(id)).map(BoundService::service);
        before.ifPresent(gone -> swap());
        return before;
    }

    /** Removes all services, and takes no more. */
    public synchronized List<TrackedService> close() {
        closed = true;
        List<TrackedService> all =
                bound.values().stream().map(BoundService::service).toList();
        bound.clear();
        swap();
        return all;
    }

    /** From now on these schemes are answered by no other bundles. */
    public synchronized void protect(ProtectedSchemes schemes) {
        protection = schemes;
        swap();
    }

    /** Whether a bundle may answer a scheme. */
    public synchronized boolean admits(String scheme, Provider provider) {
        return protection.admits(scheme, provider);
    }

    /** Who is not asked for which protected schemes: the schemes by bundle. */
    public synchronized Map<Provider, Set<String>> refused() {
        return changes.refused().stream()
                .collect(Collectors.groupingBy(
                        SchemeChanges.Refusal::provider,
                        Collectors.mapping(SchemeChanges.Refusal::scheme, Collectors.toCollection(TreeSet::new))));
    }

    /** What an operator should be warned of since this was asked last, one sentence each. */
    public synchronized List<String> takeWarnings() {
        return changes.take();
    }

    /** The services that answer a scheme, best first; empty if there is none. Takes no lock, and allocates nothing. */
    public List<BoundService> find(String scheme) {
        return ranked.getOrDefault(scheme, List.of());
    }

    /** The services by the schemes that they answer, best first, at one moment. */
    public Map<String, List<BoundService>> byScheme() {
        return ranked;
    }

    /** The service of an id, as it is known here. */
    public synchronized Optional<BoundService> get(long id) {
        return Optional.ofNullable(bound.get(id));
    }

    /** Who answered a scheme, or did last. */
    public Optional<Provider> seen(String scheme) {
        return lastSeen(scheme).map(Seen::provider);
    }

    /** What the authority of a scheme's references names, by the service that answers it now or did last. */
    public Optional<Scheme.Authority> authority(String scheme) {
        List<BoundService> services = find(scheme);
        return services.isEmpty()
                ? lastSeen(scheme).map(Seen::authority)
                : Optional.of(services.get(0).authority());
    }

    private synchronized Optional<Seen> lastSeen(String scheme) {
        return Optional.ofNullable(seen.get(scheme));
    }

    /** A service that answered a scheme, without the service: it may have gone. */
    private record Seen(Provider provider, Scheme.Authority authority) {
        static Seen of(BoundService service) {
            return new Seen(service.service().provider(), service.authority());
        }
    }

    /**
     * Waits until something can be found; it is looked for again after every change of this table.
     *
     * @param wanted looks for it; quick, and without a lock
     * @throws ImageException if the call ends first, with its code; UNAVAILABLE if this table is closed
     */
    public <T> T await(Supplier<Optional<T>> wanted, Call call) throws ImageException {
        try (Call.Registration wake = call.onCancel(this::wake)) {
            return awaitChange(wanted, call);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ImageException(ErrorCode.CANCELLED, "the thread was interrupted while it waited for a service");
        }
    }

    private synchronized <T> T awaitChange(Supplier<Optional<T>> wanted, Call call)
            throws ImageException, InterruptedException {
        Optional<T> found = wanted.get();
        while (found.isEmpty()) {
            call.check();
            if (closed) {
                throw new ImageException(
                        ErrorCode.UNAVAILABLE, "the bundle io.ingot.resolver is stopping; try again when it is back");
            }
            wait();
            found = wanted.get();
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

    private void swap() {
        ranked = BoundService.byScheme(bound.values(), protection);
        ranked.forEach((scheme, services) -> {
            Seen now = Seen.of(services.get(0));
            Seen former = seen.remove(scheme);
            if (former != null) {
                changes.answers(scheme, former.provider(), now.provider(), isAmong(services, former.provider()));
            }
            seen.put(scheme, now); // the order is that of the last sight
        });
        changes.refused(refusals(), this);
        List<String> oldest = new ArrayList<>(seen.keySet());
        oldest.subList(0, Math.max(0, oldest.size() - Math.max(REMEMBERED, ranked.size())))
                .forEach(seen::remove);
        notifyAll();
    }
}
