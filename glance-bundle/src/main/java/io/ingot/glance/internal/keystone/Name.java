// SPDX-License-Identifier: Apache-2.0
package io.ingot.glance.internal.keystone;

import java.util.Optional;

/**
 * What names a thing of Keystone: its id, which needs no more, or its name in a domain.
 *
 * @param domain the domain of a name; absent for a domain itself, and where an id names the thing
 */
public record Name(Optional<String> id, Optional<String> name, Optional<Name> domain) {
    /** What an id names. */
    public static Name ofId(String id) {
        return new Name(Optional.of(id), Optional.empty(), Optional.empty());
    }

    /** What a name names that needs no domain: a domain itself, or what its user completes. */
    public static Name of(String name) {
        return new Name(Optional.empty(), Optional.of(name), Optional.empty());
    }

    /** What a name names in a domain. */
    public static Name of(String name, Name domain) {
        return new Name(Optional.empty(), Optional.of(name), Optional.of(domain));
    }
}
