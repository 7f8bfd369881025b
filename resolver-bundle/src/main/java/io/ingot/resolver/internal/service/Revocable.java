// SPDX-License-Identifier: Apache-2.0
package io.ingot.resolver.internal.service;

/** Something that a service lent: a source, a stream. It is recalled when the service leaves. */
@FunctionalInterface
public interface Revocable {
    /** Closes what was lent and forgets it. Called at most once, on any thread; throws nothing. */
    void recall();
}
