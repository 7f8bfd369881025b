// SPDX-License-Identifier: Apache-2.0
package io.ingot.resolver.internal.call;

import io.ingot.image.ImageException;
import org.jspecify.annotations.Nullable;

/**
 * One call to a service.
 *
 * @param <T> its answer
 */
@FunctionalInterface
public interface ServiceCall<T> {
    /** Calls the service; anything may be thrown, and null be answered. */
    @Nullable
    T make() throws ImageException;

    /** Frees an answer that came after the caller had given up. Throws nothing. */
    default void discard(T answer) {}
}
