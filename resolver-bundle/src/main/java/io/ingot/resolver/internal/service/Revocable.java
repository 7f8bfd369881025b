// SPDX-License-Identifier: Apache-2.0
package io.ingot.resolver.internal.service;

/** A source or stream of a service, which is revoked when the service leaves. */
@FunctionalInterface
public interface Revocable {
    /**
     * Closes the object of the service and drops the reference to it. Called at most once, on any thread; throws
     * nothing.
     */
    void revoke();
}
