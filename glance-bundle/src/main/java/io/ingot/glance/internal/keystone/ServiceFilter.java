// SPDX-License-Identifier: Apache-2.0
package io.ingot.glance.internal.keystone;

import java.util.List;
import java.util.Optional;

/**
 * Selects endpoints of a catalogue.
 *
 * @param type the type of the service: {@code image}
 * @param interfaces {@code internal}, {@code public} or {@code admin}, best first; at least one
 * @param region the region; if absent, that of the first matching endpoint
 */
public record ServiceFilter(String type, List<String> interfaces, Optional<String> region) {
    /** Copies the list. */
    public ServiceFilter {
        interfaces = List.copyOf(interfaces);
    }

    /** Returns the same filter for another service. */
    public ServiceFilter ofType(String other) {
        return new ServiceFilter(other, interfaces, region);
    }
}
