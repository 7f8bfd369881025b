// SPDX-License-Identifier: Apache-2.0
package io.ingot.glance.internal.keystone;

import java.util.Optional;

/** How an identity is proven (Identity API v3, "Authentication and token management"). */
public sealed interface Identity {
    /** A user and a password. */
    record Password(Name user, SecretSource password) implements Identity {}

    /**
     * An application credential, which brings its own scope.
     *
     * @param user whose it is; needed if {@code credential} has no id
     */
    record ApplicationCredential(Name credential, Optional<Name> user, SecretSource secret) implements Identity {}

    /** A token that somebody else got. */
    record Token(SecretSource token) implements Identity {}
}
