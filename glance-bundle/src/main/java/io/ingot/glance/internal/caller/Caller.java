// SPDX-License-Identifier: Apache-2.0
package io.ingot.glance.internal.caller;

import io.ingot.image.Call;
import io.ingot.image.ImageException;
import java.util.Optional;

/** As whom Glance is asked. Safe for concurrent use; prints no secret. */
public sealed interface Caller permits AnonymousCaller, AccountCaller, UserCaller {
    /** The header of Keystone tokens (Identity API v3, "Authentication and token management"). */
    String TOKEN_HEADER = "x-auth-token";

    /**
     * What to send.
     *
     * @throws ImageException what {@link io.ingot.glance.internal.keystone.Session#grant} throws
     */
    AuthContext authenticate(Call call) throws ImageException;

    /**
     * What to send instead of what was refused with 401; absent if there is nothing else.
     *
     * @throws ImageException what {@link io.ingot.glance.internal.keystone.Session#renew} throws
     */
    Optional<AuthContext> renew(AuthContext refused, Call call) throws ImageException;

    /** What it means, and what to do about it, if Glance answers 401 all the same. */
    String refusal();
}
