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
 * One image service, while it is registered. Its object is obtained on first use, so that an unused protocol is not
 * started. After the service has left, this holds nothing of it but its name. Safe for concurrent use.
 */
public final class TrackedService {
    /** How many calls may run in one service; further ones wait. */
    public static final int MAX_CALLS = 128;

    private static final Logger LOG = LoggerFactory.getLogger(TrackedService.class);

    private final Provider provider;
    private final Executor executor;
    private final CallLimit callLimit = new CallLimit(MAX_CALLS);
    private final Set<LinkedCall> calls = new LinkedHashSet<>();
    private final Set<Revocable> resources = new LinkedHashSet<>();
    private @Nullable ServiceReference<ImageService> reference;
    private @Nullable ComponentServiceObjects<ImageService> objects;
    private @Nullable ImageService object;

    /**
     * Tracks a service that is registered now.
     *
     * @param executor runs code of the service on separate threads, without waiting for it
     */
    public TrackedService(Provider provider, ComponentServiceObjects<ImageService> objects, Executor executor) {
        this.provider = provider;
        this.executor = executor;
        this.objects = objects;
        this.reference = objects.getServiceReference();
    }

    /** Returns the bundle that registered the service. */
    public Provider provider() {
        return provider;
    }

    /** Runs code of the service, without waiting for it. */
    void execute(Runnable task) {
        executor.execute(task);
    }

    /** Returns the limit of concurrent calls to the service. */
    public CallLimit callLimit() {
        return callLimit;
    }

    /**
     * Returns the service object. Code of the service may run: never call this on a thread that must not wait.
     *
     * @return absent if the component cannot be activated
     * @throws ImageException UNAVAILABLE if the service is leaving
     */
    public Optional<ImageService> object() throws ImageException {
        ComponentServiceObjects<ImageService> current;
        synchronized (this) {
            if (object != null) {
                return Optional.of(object);
            }
            current = objects;
        }
        ImageService service = current == null ? null : current.getService();
        if (current == null || service == null) {
            check();
            return Optional.empty();
        }
        if (storeIfFirst(service)) {
            return Optional.of(service);
        }
        current.ungetService(service);
        return object();
    }

    /**
     * Checks that the service is still registered.
     *
     * @throws ImageException UNAVAILABLE if the service has left, or its bundle is no longer active
     */
    public void check() throws ImageException {
        ServiceReference<ImageService> current;
        synchronized (this) {
            current = reference;
        }
        if (current == null || !isActive(current.getBundle())) {
            throw unavailable();
        }
    }

    /**
     * Returns a call that ends with the caller's call or this service. The caller closes it.
     *
     * @param origin the origin that the service connects to
     * @throws ImageException UNAVAILABLE if the service has left
     */
    public LinkedCall link(Origin origin, Call caller) throws ImageException {
        return track(LinkedCall.of(this, origin, caller));
    }

    /** As {@link #link(Origin, Call)}, with a timeout. */
    public LinkedCall link(Origin origin, Call caller, CallTimeout timeout) throws ImageException {
        return track(LinkedCall.of(this, origin, caller, timeout));
    }

    /**
     * Registers an object to revoke when the service leaves.
     *
     * @throws ImageException UNAVAILABLE if the service has left: the caller revokes the object then
     */
    public void register(Revocable resource) throws ImageException {
        synchronized (this) {
            if (objects != null) {
                resources.add(resource);
                return;
            }
        }
        throw unavailable();
    }

    /** Forgets an object that was closed. */
    public synchronized void forget(Revocable resource) {
        resources.remove(resource);
    }

    synchronized void forget(LinkedCall call) {
        calls.remove(call);
    }

    /**
     * Refuses all calls from now on.
     *
     * @return ends the running calls, revokes sources and streams, the newest first, and ungets the service; to be run
     *     once. It takes as long as the code of the service takes
     */
    public synchronized Runnable leave() {
        List<LinkedCall> running = List.copyOf(calls);
        List<Revocable> toRevoke = new ArrayList<>(resources);
        Collections.reverse(toRevoke);
        ComponentServiceObjects<ImageService> lastObjects = objects;
        ImageService lastObject = object;
        calls.clear();
        resources.clear();
        reference = null;
        objects = null;
        object = null;
        return () -> {
            running.forEach(call -> call.end(ErrorCode.UNAVAILABLE, "the image service of " + provider + " leaves"));
            toRevoke.forEach(Revocable::revoke);
            if (lastObjects != null && lastObject != null) {
                unget(lastObjects, lastObject);
            }
        };
    }

    private LinkedCall track(LinkedCall call) throws ImageException {
        synchronized (this) {
            if (objects != null) {
                calls.add(call);
                return call;
            }
        }
        call.close();
        throw unavailable();
    }

    private ImageException unavailable() {
        return provider.failure(
                new ImageException(ErrorCode.UNAVAILABLE, "the image service of " + provider + " has left"));
    }

    private synchronized boolean storeIfFirst(ImageService service) {
        boolean isFirst = objects != null && object == null;
        if (isFirst) {
            object = service;
        }
        return isFirst;
    }

    private void unget(ComponentServiceObjects<ImageService> objects, ImageService service) {
        try {
            objects.ungetService(service);
        } catch (RuntimeException e) {
            LOG.debug("{} was unregistered already", provider, e);
        }
    }

    private static boolean isActive(@Nullable Bundle bundle) {
        return bundle != null && (bundle.getState() & (Bundle.STARTING | Bundle.ACTIVE)) != 0;
    }
}
