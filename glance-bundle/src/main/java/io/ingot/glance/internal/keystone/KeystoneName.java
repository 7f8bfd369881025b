// SPDX-License-Identifier: Apache-2.0
package io.ingot.glance.internal.keystone;

import java.util.Optional;

/**
 * The name of a resource in Keystone: its ID, or its name in a domain.
 *
 * @param domain the domain of a name; absent for a domain itself and for an ID
 */
public record KeystoneName(Optional<String> id, Optional<String> name, Optional<KeystoneName> domain) {
    /** Creates a name from an ID. */
    public static KeystoneName ofId(String id) {
        return new KeystoneName(Optional.of(id), Optional.empty(), Optional.empty());
    }

    /** Creates a name without a domain: of a domain, or to be completed by the caller. */
    public static KeystoneName of(String name) {
        return new KeystoneName(Optional.empty(), Optional.of(name), Optional.empty());
    }

    /** Creates a name in a domain. */
    public static KeystoneName of(String name, KeystoneName domain) {
        return new KeystoneName(Optional.empty(), Optional.of(name), Optional.of(domain));
    }
}
