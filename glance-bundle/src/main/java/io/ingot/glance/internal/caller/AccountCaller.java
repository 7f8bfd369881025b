// SPDX-License-Identifier: Apache-2.0
package io.ingot.glance.internal.caller;

import io.ingot.glance.internal.keystone.Grant;
import io.ingot.glance.internal.keystone.Session;
import io.ingot.image.Call;
import io.ingot.image.Credentials;
import io.ingot.image.ImageException;
import java.util.Map;
import java.util.Optional;

/** The configured account. */
public record AccountCaller(Session session) implements Caller {
    @Override
    public AuthContext authenticate(Call call) throws ImageException {
        return contextOf(session.grant(call));
    }

    @Override
    public Optional<AuthContext> renew(AuthContext rejected, Call call) throws ImageException {
        return rejected.grant().isEmpty()
                ? Optional.empty()
                : Optional.of(contextOf(session.renew(rejected.grant().get(), call)));
    }

    @Override
    public String refusal() {
        return "Glance rejects a token that Keystone has just issued: check that its [keystone_authtoken] names the"
                + " Keystone of io.ingot.glance/authUrl, and that the clocks of both agree";
    }

    private static AuthContext contextOf(Grant grant) {
        return new AuthContext(
                Optional.of(new Credentials.Headers(Map.of(TOKEN_HEADER, grant.token()))), Optional.of(grant));
    }
}
