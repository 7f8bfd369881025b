// SPDX-License-Identifier: Apache-2.0
package io.ingot.glance.internal.keystone;

import java.util.Optional;

/**
 * What names a thing of Keystone: its id, which needs no more, or its name in a domain.
 *
 * @param domain the domain of a name; absent for a domain itself, and where an id names the thing
 */
public record KeystoneName(Optional<String> id, Optional<String> name, Optional<KeystoneName> domain) {
    /** What an id names. */
    public static KeystoneName ofId(String id) {
        return new KeystoneName(Optional.of(id), Optional.empty(), Optional.empty());
    }

    /** What a name names that needs no domain: a domain itself, or what its user completes. */
    public static KeystoneName of(String name) {
        return new KeystoneName(Optional.empty(), Optional.of(name), Optional.empty());
    }

    /** What a name names in a domain. */
    public static KeystoneName of(String name, KeystoneName domain) {
        return new KeystoneName(Optional.empty(), Optional.of(name), Optional.of(domain));
    }
}
