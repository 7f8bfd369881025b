// SPDX-License-Identifier: Apache-2.0
package io.ingot.glance.internal.keystone;

import io.ingot.image.Secret;
import java.util.Optional;
import java.util.Set;

/**
 * What Keystone granted. Prints no secret.
 *
 * @param token the token
 * @param project the id of the project that it is scoped to
 * @param roles the names of the roles that it carries, in lower case
 * @param catalog the services
 */
public record Grant(Secret token, Optional<String> project, Set<String> roles, Catalog catalog) {
    /** Copies the roles. */
    public Grant {
        roles = Set.copyOf(roles);
    }
}
