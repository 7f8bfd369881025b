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
 * The user whose token came with the request, and whose permissions Glance checks. A token of the configured account
 * may accompany it as a service token (Keystone middleware, "service tokens"); then the user's token may expire during
 * a transfer.
 */
public final class UserCaller implements Caller {
    private static final Logger LOG = LoggerFactory.getLogger(UserCaller.class);
    private static final String SERVICE_TOKEN_HEADER = "x-service-token";

    private final Map<String, Secret> headers;
    private final ServiceAccount account;

    /**
     * The configured account as a helper of users.
     *
     * @param session absent if the account is not used
     * @param sendsToken whether the account's token accompanies the user's
     * @param isRequired whether only the account's catalogue has the endpoints of Glance
     */
    public record ServiceAccount(Optional<Session> session, boolean sendsToken, boolean isRequired) {}

    private UserCaller(Map<String, Secret> headers, ServiceAccount account) {
        this.headers = headers;
        this.account = account;
    }

    /**
     * Creates a caller from the credentials of a request.
     *
     * @param reference the image, for messages
     * @throws ImageException NOT_AUTHORIZED for a kind of credentials that Glance does not accept
     */
    public static UserCaller of(Credentials credentials, ServiceAccount account, ImageReference reference)
            throws ImageException {
        if (credentials instanceof Credentials.Token token) {
            return new UserCaller(Map.of(TOKEN_HEADER, token.token()), account);
        }
        if (credentials instanceof Credentials.Headers values) {
            return new UserCaller(values.headers(), account);
        }
        throw new ImageException(
                ErrorCode.NOT_AUTHORIZED,
                "Glance accepts a Keystone token for " + reference + ", not a user and a password");
    }

    @Override
    public AuthContext authenticate(Call call) throws ImageException {
        Optional<Session> session = account.session();
        return session.isEmpty() ? withoutServiceToken() : withServiceToken(session.get()::grant, call);
    }

    /**
     * {@inheritDoc}
     *
     * <p>Glance does not say which of the two tokens it rejects. The account's is renewed unless it is fresh, so that
     * users with bad tokens do not cause an authentication each.
     */
    @Override
    public Optional<AuthContext> renew(AuthContext rejected, Call call) throws ImageException {
        Optional<Session> session = account.session();
        Optional<Grant> grant = rejected.grant();
        if (!account.sendsToken()
                || session.isEmpty()
                || grant.isEmpty()
                || session.get().isFresh(grant.get())) {
            return Optional.empty();
        }
        return Optional.of(withServiceToken(part -> session.get().renew(grant.get(), part), call));
    }

    @Override
    public String refusal() {
        return "Glance rejects the token of the request: it has expired, was revoked, or is from another Keystone";
    }

    @Override
    public String toString() {
        return "user";
    }

    /** Supplies the grant of the configured account. */
    @FunctionalInterface
    private interface GrantSupplier {
        Grant grant(Call call) throws ImageException;
    }

    private AuthContext withServiceToken(GrantSupplier supplier, Call call) throws ImageException {
        try {
            return contextOf(account.isRequired() ? supplier.grant(call) : TimeShare.run(call, supplier::grant));
        } catch (ImageException e) {
            call.check();
            if (account.isRequired()) {
                throw e;
            }
            LOG.warn("no service token, the user's token is sent without one: {}", e.getMessage());
            return withoutServiceToken();
        }
    }

    private AuthContext withoutServiceToken() {
        return new AuthContext(Optional.of(new Credentials.Headers(headers)), Optional.empty());
    }

    private AuthContext contextOf(Grant grant) {
        Map<String, Secret> all = new TreeMap<>(headers);
        if (account.sendsToken()) {
            all.putIfAbsent(SERVICE_TOKEN_HEADER, grant.token());
        }
        return new AuthContext(Optional.of(new Credentials.Headers(all)), Optional.of(grant));
    }
}
