// SPDX-License-Identifier: Apache-2.0
package io.ingot.glance.internal.caller;

import io.ingot.glance.internal.keystone.Grant;
import io.ingot.glance.internal.keystone.Session;
import io.ingot.image.Call;
import io.ingot.image.Credentials;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.ImageReference;
import io.ingot.image.Secret;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The user whose token came with a request: Glance judges what it may see. A token of our own can go beside it, which says
 * that a service asks on its behalf (Keystone middleware, "service tokens"); the user's may expire meanwhile then.
 */
public final class UserCaller implements Caller {
    private static final Logger LOG = LoggerFactory.getLogger(UserCaller.class);
    private static final String SERVICE_TOKEN_HEADER = "x-service-token";

    private final Map<String, Secret> headers;
    private final ServiceAccount service;

    /**
     * What our own account is good for, if there is one.
     *
     * @param session absent if there is no use for it
     * @param beside whether our token goes beside the user's
     * @param indispensable whether the user is of no use alone: only our catalogue knows where Glance is
     */
    public record ServiceAccount(Optional<Session> session, boolean sendsToken, boolean isRequired) {}

    private UserCaller(Map<String, Secret> headers, ServiceAccount service) {
        this.headers = headers;
        this.service = service;
    }

    /**
     * The user of these credentials.
     *
     * @param reference what is asked for, for messages
     * @throws ImageException NOT_AUTHORIZED for a kind that Glance does not take
     */
    public static UserCaller of(Credentials credentials, ServiceAccount service, ImageReference reference)
            throws ImageException {
        if (credentials instanceof Credentials.Token token) {
            return new UserCaller(Map.of(TOKEN_HEADER, token.token()), service);
        }
        if (credentials instanceof Credentials.Headers given) {
            return new UserCaller(given.headers(), service);
        }
        throw new ImageException(
                ErrorCode.NOT_AUTHORIZED,
                "Glance takes a Keystone token for " + reference + ", not a user and a password");
    }

    @Override
    public AuthContext authenticate(Call call) throws ImageException {
        Optional<Session> session = service.session();
        return session.isEmpty() ? withoutServiceToken() : withServiceToken(session.get()::grant, call);
    }

    /** Which of the two tokens was refused nobody knows: ours is renewed if it is not new, so that no user can use it up. */
    @Override
    public Optional<AuthContext> renew(AuthContext refused, Call call) throws ImageException {
        Optional<Session> session = service.session();
        Optional<Grant> own = refused.grant();
        if (!service.sendsToken()
                || session.isEmpty()
                || own.isEmpty()
                || session.get().isFresh(own.get())) {
            return Optional.empty();
        }
        return Optional.of(withServiceToken(wait -> session.get().renew(own.get(), wait), call));
    }

    @Override
    public String refusal() {
        return "Glance refuses the token of the request: it has expired or was revoked, or is not of Glance's Keystone";
    }

    @Override
    public String toString() {
        return "a user";
    }

    /** How our own grant is had. */
    @FunctionalInterface
    private interface GrantSupplier {
        Grant grant(Call call) throws ImageException;
    }

    private AuthContext withServiceToken(GrantSupplier granting, Call call) throws ImageException {
        try {
            return contextOf(service.isRequired() ? granting.grant(call) : TimeShare.run(call, granting::grant));
        } catch (ImageException e) {
            call.check();
            if (service.isRequired()) {
                throw e;
            }
            LOG.warn("no token of our own goes beside that of a user, which is sent alone: {}", e.getMessage());
            return withoutServiceToken();
        }
    }

    private AuthContext withoutServiceToken() {
        return new AuthContext(Optional.of(new Credentials.Headers(headers)), Optional.empty());
    }

    private AuthContext contextOf(Grant own) {
        Map<String, Secret> both = new TreeMap<>(headers);
        if (service.sendsToken()) {
            both.putIfAbsent(SERVICE_TOKEN_HEADER, own.token());
        }
        return new AuthContext(Optional.of(new Credentials.Headers(both)), Optional.of(own));
    }
}
