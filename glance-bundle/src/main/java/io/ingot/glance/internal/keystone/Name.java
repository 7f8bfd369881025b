// SPDX-License-Identifier: Apache-2.0
package io.ingot.glance.internal.keystone;

import java.util.Optional;

/**
 * What names a thing of Keystone: its id, which needs no more, or its name in a domain.
 *
 * @param domain the domain of a name; absent for a domain itself, and where an id names the thing
 */
public record Name(Optional<String> id, Optional<String> name, Optional<Name> domain) {}
