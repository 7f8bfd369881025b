// SPDX-License-Identifier: Apache-2.0
package io.ingot.console.internal;

import org.jspecify.annotations.Nullable;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.ComponentServiceObjects;

/** One service object, and how often it was asked for. */
final class FakeObjects<T> implements ComponentServiceObjects<T> {
    private final @Nullable T object;
    int gets;

    FakeObjects(@Nullable T object) {
        this.object = object;
    }

    @Override
    @SuppressWarnings("NullAway") // as a service that has gone answers
    public T getService() {
        gets++;
        return object;
    }

    @Override
    public void ungetService(T service) {}

    @Override
    public ServiceReference<T> getServiceReference() {
        throw new UnsupportedOperationException();
    }
}
