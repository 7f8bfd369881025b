// SPDX-License-Identifier: Apache-2.0
package io.ingot.resolver.internal.service;

import java.time.Duration;

/**
 * The time that one call to a service may take.
 *
 * @param limit the time after which the call ends; positive
 * @param property the property that sets it, for messages
 */
public record CallTimeout(Duration limit, String property) {
    /** Returns the shorter of both. */
    public CallTimeout shorter(CallTimeout other) {
        return other.limit.compareTo(limit) < 0 ? other : this;
    }
}
