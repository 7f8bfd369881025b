// SPDX-License-Identifier: Apache-2.0
package io.ingot.glance.internal.keystone;

import io.ingot.common.secret.SecretReader;
import java.util.Optional;

/** How an identity is proven (Identity API v3, "Authentication and token management"). */
public sealed interface Identity {
    /** A user and a password. */
    record Password(KeystoneName user, SecretReader password) implements Identity {}

    /**
     * An application credential, which brings its own scope.
     *
     * @param user whose it is; needed if {@code credential} has no id
     */
    record ApplicationCredential(KeystoneName credential, Optional<KeystoneName> user, SecretReader secret)
            implements Identity {}

    /** A token that somebody else got. */
    record Token(SecretReader token) implements Identity {}
}
