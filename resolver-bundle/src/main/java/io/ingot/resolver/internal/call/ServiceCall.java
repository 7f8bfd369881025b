// SPDX-License-Identifier: Apache-2.0
package io.ingot.resolver.internal.call;

import io.ingot.image.ImageException;
import org.jspecify.annotations.Nullable;

/**
 * One call to a service.
 *
 * @param <T> its result
 */
@FunctionalInterface
public interface ServiceCall<T> {
    /** Calls the service, which may throw anything and return null. */
    @Nullable
    T make() throws ImageException;

    /** Frees a result that arrived after the caller had given up. Throws nothing. */
    default void discard(T result) {}
}
