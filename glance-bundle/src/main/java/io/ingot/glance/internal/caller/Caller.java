// SPDX-License-Identifier: Apache-2.0
package io.ingot.glance.internal.caller;

import io.ingot.image.Call;
import io.ingot.image.ImageException;
import java.util.Optional;

/** The identity behind requests to Glance. Safe for concurrent use; its text form contains no secret. */
public sealed interface Caller permits AnonymousCaller, AccountCaller, UserCaller {
    /** The header of Keystone tokens (Identity API v3, "Authentication and token management"). */
    String TOKEN_HEADER = "x-auth-token";

    /**
     * Obtains the credentials.
     *
     * @throws ImageException as {@link io.ingot.glance.internal.keystone.Session#grant}
     */
    AuthContext authenticate(Call call) throws ImageException;

    /**
     * Replaces credentials that were rejected with 401; absent if there are no others.
     *
     * @throws ImageException as {@link io.ingot.glance.internal.keystone.Session#renew}
     */
    Optional<AuthContext> renew(AuthContext rejected, Call call) throws ImageException;

    /** The message if Glance still responds with 401: the cause and the remedy. */
    String refusal();
}
