// SPDX-License-Identifier: Apache-2.0
package io.ingot.glance.internal.keystone;

import io.ingot.common.secret.SecretReader;
import java.util.Optional;

/** The credentials of an account (Identity API v3, "Authentication and token management"). */
public sealed interface Identity {
    /** A user and a password. */
    record Password(KeystoneName user, SecretReader password) implements Identity {}

    /**
     * An application credential, which has a scope of its own.
     *
     * @param user its owner; required if {@code credential} has no ID
     */
    record ApplicationCredential(KeystoneName credential, Optional<KeystoneName> user, SecretReader secret)
            implements Identity {}

    /** A token that another program obtained. */
    record Token(SecretReader token) implements Identity {}
}
