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
    private final Service service;

    /**
     * What our own account is good for, if there is one.
     *
     * @param session absent if there is no use for it
     * @param beside whether our token goes beside the user's
     * @param indispensable whether the user is of no use alone: only our catalogue knows where Glance is
     */
    public record Service(Optional<Session> session, boolean beside, boolean indispensable) {}

    private UserCaller(Map<String, Secret> headers, Service service) {
        this.headers = headers;
        this.service = service;
    }

    /**
     * The user of these credentials.
     *
     * @param reference what is asked for, for messages
     * @throws ImageException NOT_AUTHORIZED for a kind that Glance does not take
     */
    public static UserCaller of(Credentials credentials, Service service, ImageReference reference)
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
    public AuthContext pass(Call call) throws ImageException {
        Optional<Session> session = service.session();
        return session.isEmpty() ? alone() : together(session.get()::grant, call);
    }

    /** Which of the two tokens was refused nobody knows: ours is renewed if it is not new, so that no user can use it up. */
    @Override
    public Optional<AuthContext> renewed(AuthContext refused, Call call) throws ImageException {
        Optional<Session> session = service.session();
        Optional<Grant> own = refused.own();
        if (!service.beside()
                || session.isEmpty()
                || own.isEmpty()
                || session.get().fresh(own.get())) {
            return Optional.empty();
        }
        return Optional.of(together(wait -> session.get().renewed(own.get(), wait), call));
    }

    @Override
    public String refused() {
        return "Glance refuses the token of the request: it has expired or was revoked, or is not of Glance's Keystone";
    }

    @Override
    public String toString() {
        return "a user";
    }

    /** How our own grant is had. */
    @FunctionalInterface
    private interface Granting {
        Grant grant(Call call) throws ImageException;
    }

    private AuthContext together(Granting granting, Call call) throws ImageException {
        try {
            return with(service.indispensable() ? granting.grant(call) : TimeShare.of(call, granting::grant));
        } catch (ImageException e) {
            call.check();
            if (service.indispensable()) {
                throw e;
            }
            LOG.warn("no token of our own goes beside that of a user, which is sent alone: {}", e.getMessage());
            return alone();
        }
    }

    private AuthContext alone() {
        return new AuthContext(Optional.of(new Credentials.Headers(headers)), Optional.empty());
    }

    private AuthContext with(Grant own) {
        Map<String, Secret> both = new TreeMap<>(headers);
        if (service.beside()) {
            both.putIfAbsent(SERVICE_TOKEN_HEADER, own.token());
        }
        return new AuthContext(Optional.of(new Credentials.Headers(both)), Optional.of(own));
    }
}
