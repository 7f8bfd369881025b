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

/** A registered service: its reference and its objects, which count how often the service was got and given back. */
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

    /** Changes a property; the event is the test's to tell. */
    public void change(String property, Object value) {
        properties.put(property, value);
    }

    /** Takes a property away; the event is the test's to tell. */
    public void drop(String property) {
        properties.remove(property);
    }

    /** Withdraws the registration; the event is the test's to tell. */
    public void unregister() {
        registered = false;
        object = () -> null;
    }

    /** Has something happen once, right after a property was read next. */
    public void afterReading(String property, Runnable what) {
        hooks.put(property, what);
    }

    /** Whether it is registered. */
    public boolean registered() {
        return registered;
    }

    /** How often the object was asked for. */
    public int got() {
        return got.get();
    }

    /** How often it was got and not given back. */
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
