// SPDX-License-Identifier: Apache-2.0
package io.ingot.resolver.internal.service;

import java.time.Duration;

/**
 * How long one call to a service may take.
 *
 * @param limit the time after which it is given up
 * @param property the setting that says so, for messages
 */
public record CallBound(Duration limit, String property) {
    /** The shorter of both. */
    public CallBound and(CallBound other) {
        return other.limit.compareTo(limit) < 0 ? other : this;
    }
}
