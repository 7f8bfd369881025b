// SPDX-License-Identifier: Apache-2.0
package io.ingot.glance.internal.keystone;

import java.util.List;
import java.util.Optional;

/**
 * Which endpoints of a catalogue are meant.
 *
 * @param type the type of the service: {@code image}
 * @param interfaces {@code internal}, {@code public} or {@code admin}, best first; at least one
 * @param region absent for whichever comes first
 */
public record ServiceFilter(String type, List<String> interfaces, Optional<String> region) {
    /** Copies the list. */
    public ServiceFilter {
        interfaces = List.copyOf(interfaces);
    }

    /** The same of another service. */
    public ServiceFilter ofType(String other) {
        return new ServiceFilter(other, interfaces, region);
    }
}
