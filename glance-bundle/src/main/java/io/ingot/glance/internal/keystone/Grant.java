// SPDX-License-Identifier: Apache-2.0
package io.ingot.glance.internal.keystone;

import io.ingot.image.Secret;
import java.util.Optional;
import java.util.Set;

/**
 * A token and its facts. Its text form contains no secret.
 *
 * @param token the token
 * @param project the ID of the project of its scope
 * @param roles the names of its roles, in lower case
 * @param catalog the services
 */
public record Grant(Secret token, Optional<String> project, Set<String> roles, Catalog catalog) {
    /** Copies the roles. */
    public Grant {
        roles = Set.copyOf(roles);
    }
}
