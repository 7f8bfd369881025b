// SPDX-License-Identifier: Apache-2.0
package io.ingot.resolver.internal.fake;

import io.ingot.image.spi.ImageService;
import java.util.Dictionary;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.ComponentServiceObjects;

/** A registered service with its reference and objects. Counts how often the service was obtained and released. */
public final class FakeService implements ComponentServiceObjects<ImageService> {
    private final FakeBundle bundle;
    private final Map<String, Object> properties;
    private final Map<String, Runnable> hooks = new ConcurrentHashMap<>();
    private final AtomicInteger got = new AtomicInteger();
    private final AtomicInteger held = new AtomicInteger();
    private final Reference reference = new Reference();
    private volatile boolean registered = true;
    private volatile Supplier<@Nullable ImageService> object;

    FakeService(FakeBundle bundle, long id, Map<String, ?> properties, Supplier<@Nullable ImageService> object) {
        this.bundle = bundle;
        this.properties = new ConcurrentHashMap<>(properties);
        this.properties.put(Constants.SERVICE_ID, id);
        this.object = object;
    }

    /** The bundle that registered it. */
    public FakeBundle bundle() {
        return bundle;
    }

    /** Changes a property. The test delivers the event. */
    public void change(String property, Object value) {
        properties.put(property, value);
    }

    /** Removes a property. The test delivers the event. */
    public void drop(String property) {
        properties.remove(property);
    }

    /** Unregisters the service. The test delivers the event. */
    public void unregister() {
        registered = false;
        object = () -> null;
    }

    /** Runs an action once, right after the next read of a property. */
    public void afterReading(String property, Runnable action) {
        hooks.put(property, action);
    }

    /** Returns whether the service is registered. */
    public boolean registered() {
        return registered;
    }

    /** Returns how often the object was requested. */
    public int got() {
        return got.get();
    }

    /** Returns how often the object was obtained and not released. */
    public int held() {
        return held.get();
    }

    @Override
    @SuppressWarnings("NullAway") // null is what the framework answers for a component that cannot be activated
    public ImageService getService() {
        got.incrementAndGet();
        ImageService service = object.get();
        if (service != null) {
            held.incrementAndGet();
        }
        return service;
    }

    @Override
    public void ungetService(ImageService service) {
        held.decrementAndGet();
    }

    @Override
    public ServiceReference<ImageService> getServiceReference() {
        return reference;
    }

    private final class Reference implements ServiceReference<ImageService> {
        @Override
        @SuppressWarnings("NullAway") // null is what the framework answers
        public Object getProperty(String key) {
            Object value = properties.get(key);
            Runnable hook = hooks.remove(key);
            if (hook != null) {
                hook.run();
            }
            return value;
        }

        @Override
        public String[] getPropertyKeys() {
            return properties.keySet().toArray(String[]::new);
        }

        @Override
        @SuppressWarnings("NullAway") // null is what the framework answers for a service that has gone
        public Bundle getBundle() {
            return registered ? bundle.bundle() : null;
        }

        @Override
        public Bundle[] getUsingBundles() {
            return new Bundle[0];
        }

        @Override
        public boolean isAssignableTo(Bundle to, String className) {
            return true;
        }

        @Override
        public int compareTo(Object other) {
            throw new UnsupportedOperationException("a reference falls out of order");
        }

        @Override
        public Dictionary<String, Object> getProperties() {
            throw new UnsupportedOperationException();
        }

        @Override
        public <A> A adapt(Class<A> type) {
            throw new UnsupportedOperationException();
        }
    }
}
