// SPDX-License-Identifier: Apache-2.0
package io.ingot.glance.internal.caller;

import io.ingot.image.Call;
import java.util.Optional;

/** An anonymous caller, for a Glance without authentication. */
public record AnonymousCaller() implements Caller {
    @Override
    public AuthContext authenticate(Call call) {
        return new AuthContext(Optional.empty(), Optional.empty());
    }

    @Override
    public Optional<AuthContext> renew(AuthContext rejected, Call call) {
        return Optional.empty();
    }

    @Override
    public String refusal() {
        return "Glance requires a token, and no account is configured: set io.ingot.glance/cloud, or"
                + " io.ingot.glance/authUrl and its credentials, or pass a token with the request";
    }
}
