// SPDX-License-Identifier: Apache-2.0
package io.ingot.glance.internal.caller;

import io.ingot.image.Call;
import java.util.Optional;

/** Nobody: for a Glance that asks for no token. */
public record AnonymousCaller() implements Caller {
    @Override
    public AuthContext authenticate(Call call) {
        return new AuthContext(Optional.empty(), Optional.empty());
    }

    @Override
    public Optional<AuthContext> renew(AuthContext refused, Call call) {
        return Optional.empty();
    }

    @Override
    public String refusal() {
        return "Glance wants a token, and none is configured: name an account by io.ingot.glance/cloud, or by"
                + " io.ingot.glance/authUrl and what belongs to it, or give a token with the request";
    }
}
