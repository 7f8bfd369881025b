// SPDX-License-Identifier: Apache-2.0
package io.ingot.resolver.internal.service;

import io.ingot.image.Call;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.Origin;
import io.ingot.image.spi.ImageService;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.ComponentServiceObjects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One image service from its arrival to its departure. Its object is got on first use, so that a protocol that nobody
 * uses is not started. Once it has left this holds nothing of it but its name. Safe for concurrent use.
 */
public final class TrackedService {
    /** How many calls may be at work in one service; more wait for their turn. */
    public static final int CALLS_AT_ONCE = 128;

    private static final Logger LOG = LoggerFactory.getLogger(TrackedService.class);

    private final Provider provider;
    private final Executor aside;
    private final CallLimit turns = new CallLimit(CALLS_AT_ONCE);
    private final Set<LinkedCall> leashes = new LinkedHashSet<>();
    private final Set<Revocable> loans = new LinkedHashSet<>();
    private @Nullable ServiceReference<ImageService> reference;
    private @Nullable ComponentServiceObjects<ImageService> objects;
    private @Nullable ImageService object;

    /**
     * Holds a service that is registered now.
     *
     * @param aside runs code of the service on threads of their own, without waiting for it
     */
    public TrackedService(Provider provider, ComponentServiceObjects<ImageService> objects, Executor aside) {
        this.provider = provider;
        this.aside = aside;
        this.objects = objects;
        this.reference = objects.getServiceReference();
    }

    /** Whose service it is. */
    public Provider provider() {
        return provider;
    }

    /** Runs code of the service without waiting for it. */
    void aside(Runnable work) {
        aside.execute(work);
    }

    /** The turns of the calls to it. */
    public CallLimit turns() {
        return turns;
    }

    /**
     * The service itself. Foreign code may run: never on a thread that must not wait.
     *
     * @return absent if its component cannot be activated
     * @throws ImageException UNAVAILABLE if it is leaving
     */
    public Optional<ImageService> object() throws ImageException {
        ComponentServiceObjects<ImageService> from;
        synchronized (this) {
            if (object != null) {
                return Optional.of(object);
            }
            from = objects;
        }
        ImageService got = from == null ? null : from.getService();
        if (from == null || got == null) {
            check();
            return Optional.empty();
        }
        if (keep(got)) {
            return Optional.of(got);
        }
        from.ungetService(got);
        return object();
    }

    /**
     * Returns while the service is here.
     *
     * @throws ImageException UNAVAILABLE if it has left, or its bundle is no longer active
     */
    public void check() throws ImageException {
        ServiceReference<ImageService> now;
        synchronized (this) {
            now = reference;
        }
        if (now == null || !active(now.getBundle())) {
            throw left();
        }
    }

    /**
     * A leash for work that ends with the caller's call or this service; to be closed.
     *
     * @param origin the origin that the service asks
     * @throws ImageException UNAVAILABLE if it has left
     */
    public LinkedCall leash(Origin origin, Call caller) throws ImageException {
        return tie(LinkedCall.of(this, origin, caller));
    }

    /** As {@link #leash(Origin, Call)}, for work that must also end after {@code bound}. */
    public LinkedCall leash(Origin origin, Call caller, CallBound bound) throws ImageException {
        return tie(LinkedCall.of(this, origin, caller, bound));
    }

    /**
     * Remembers what is to be recalled at departure.
     *
     * @throws ImageException UNAVAILABLE if it has left: the caller recalls it then
     */
    public void lend(Revocable loan) throws ImageException {
        synchronized (this) {
            if (objects != null) {
                loans.add(loan);
                return;
            }
        }
        throw left();
    }

    /** Forgets what is back. */
    public synchronized void forget(Revocable loan) {
        loans.remove(loan);
    }

    synchronized void forget(LinkedCall leash) {
        leashes.remove(leash);
    }

    /**
     * From now on nothing begins here.
     *
     * @return ends what runs, recalls what was lent, the youngest first, and gives the service back; to be run once. It
     *     takes as long as the service's own code takes
     */
    public synchronized Runnable leave() {
        List<LinkedCall> running = List.copyOf(leashes);
        List<Revocable> lent = new ArrayList<>(loans);
        Collections.reverse(lent);
        ComponentServiceObjects<ImageService> from = objects;
        ImageService got = object;
        leashes.clear();
        loans.clear();
        reference = null;
        objects = null;
        object = null;
        return () -> {
            running.forEach(leash -> leash.end(ErrorCode.UNAVAILABLE, "the image service of " + provider + " leaves"));
            lent.forEach(Revocable::recall);
            if (from != null && got != null) {
                giveBack(from, got);
            }
        };
    }

    private LinkedCall tie(LinkedCall leash) throws ImageException {
        synchronized (this) {
            if (objects != null) {
                leashes.add(leash);
                return leash;
            }
        }
        leash.close();
        throw left();
    }

    private ImageException left() {
        return provider.failure(
                new ImageException(ErrorCode.UNAVAILABLE, "the image service of " + provider + " has left"));
    }

    private synchronized boolean keep(ImageService got) {
        boolean first = objects != null && object == null;
        if (first) {
            object = got;
        }
        return first;
    }

    private void giveBack(ComponentServiceObjects<ImageService> from, ImageService got) {
        try {
            from.ungetService(got);
        } catch (RuntimeException e) {
            LOG.debug("{} is gone already", provider, e);
        }
    }

    private static boolean active(@Nullable Bundle bundle) {
        return bundle != null && (bundle.getState() & (Bundle.STARTING | Bundle.ACTIVE)) != 0;
    }
}
