// SPDX-License-Identifier: Apache-2.0
package io.ingot.console.internal;

import org.jspecify.annotations.Nullable;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.ComponentServiceObjects;

/** A service object that counts how often it was got. */
final class FakeObjects<T> implements ComponentServiceObjects<T> {
    private final @Nullable T object;
    int gets;

    FakeObjects(@Nullable T object) {
        this.object = object;
    }

    @Override
    @SuppressWarnings("NullAway") // null, like the object of a service that has left
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
