// SPDX-License-Identifier: Apache-2.0
package io.ingot.glance.internal.keystone;

import io.ingot.common.text.Printable;
import io.ingot.httpclient.HttpClient;
import io.ingot.httpclient.HttpRequest;
import io.ingot.httpclient.HttpResponse;
import io.ingot.image.Call;
import io.ingot.image.ImageException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Obtains tokens from Keystone, and caches the newest until shortly before its expiry. If several callers need a new
 * token, one of them requests it, on its own thread and within its own call, and the others wait:
 *
 * <ul>
 *   <li>if the request fails, all waiters fail; later callers try again;
 *   <li>if the call of the requesting caller ends, a waiter takes over;
 *   <li>if the call of a waiter ends, the others are not affected.
 * </ul>
 *
 * <p>The lifetime of a token follows from Keystone's clock alone, and is measured by a monotonic clock of this machine,
 * so the two machines need not agree on the time.
 */
public final class KeystoneSession implements Session {
    private static final Logger LOG = LoggerFactory.getLogger(KeystoneSession.class);
    private static final Duration MAX_MARGIN = Duration.ofSeconds(60);
    private static final int MARGIN_DIVISOR = 10;
    private static final Duration MAX_LIFETIME = Duration.ofDays(366);
    private static final Duration FRESH_FOR = Duration.ofSeconds(30);

    private final HttpClient http;
    private final AccountSource source;
    private final LongSupplier nanos;
    private final Object lock = new Object();
    private @Nullable CachedGrant cached; // guarded by lock
    private @Nullable PendingAuthentication pending; // guarded by lock

    /** Reads the account, at each authentication, so that a new password needs no restart. */
    @FunctionalInterface
    public interface AccountSource {
        /**
         * Reads the account as it is configured now.
         *
         * @throws ImageException INVALID_CONFIGURATION, naming what is missing or wrong
         */
        Account read() throws ImageException;
    }

    /**
     * A grant and its times on the monotonic clock.
     *
     * @param requestedAt nanoseconds
     * @param usedUntil nanoseconds
     */
    private record CachedGrant(Grant grant, long requestedAt, long usedUntil) {}

    /**
     * Creates a session without a token.
     *
     * @param nanos a monotonic clock: {@code System::nanoTime}
     */
    public KeystoneSession(HttpClient http, AccountSource source, LongSupplier nanos) {
        this.http = http;
        this.source = source;
        this.nanos = nanos;
    }

    @Override
    public Grant grant(Call call) throws ImageException {
        return obtain(this::isUsable, call);
    }

    @Override
    public Grant renew(Grant rejected, Call call) throws ImageException {
        return obtain(current -> isUsable(current) && !current.grant().token().equals(rejected.token()), call);
    }

    @Override
    public boolean isFresh(Grant grant) {
        synchronized (lock) {
            return cached != null
                    && cached.grant().token().equals(grant.token())
                    && nanos.getAsLong() - cached.requestedAt() < FRESH_FOR.toNanos();
        }
    }

    private boolean isUsable(CachedGrant grant) {
        return grant.usedUntil() - nanos.getAsLong() > 0;
    }

    private Grant obtain(Predicate<CachedGrant> condition, Call call) throws ImageException {
        while (true) {
            call.check();
            PendingAuthentication own = new PendingAuthentication();
            @Nullable PendingAuthentication leader;
            synchronized (lock) {
                if (cached != null && condition.test(cached)) {
                    return cached.grant();
                }
                cached = null;
                leader = pending;
                if (leader == null) {
                    pending = own;
                }
            }
            if (leader == null) {
                return authenticateFor(own, call);
            }
            Optional<Grant> grant = leader.await(call);
            if (grant.isPresent()) {
                return grant.get();
            }
        }
    }

    private Grant authenticateFor(PendingAuthentication attempt, Call call) throws ImageException {
        @Nullable CachedGrant result = null;
        try {
            result = authenticate(call);
            return result.grant();
        } catch (ImageException e) {
            if (!call.isEnded()) {
                attempt.fail(e);
            }
            throw e;
        } finally {
            synchronized (lock) {
                cached = result;
                pending = null;
            }
            if (result != null) {
                attempt.succeed(result.grant());
            }
            attempt.abandon();
        }
    }

    private CachedGrant authenticate(Call call) throws ImageException {
        Account account = source.read();
        HttpRequest request = TokenRequest.of(account);
        long requestedAt = nanos.getAsLong();
        IssuedGrant issued = request(request, account, call);
        Duration lifetime = issued.lifetime().compareTo(MAX_LIFETIME) < 0 ? issued.lifetime() : MAX_LIFETIME;
        Duration share = lifetime.dividedBy(MARGIN_DIVISOR);
        Duration margin = share.compareTo(MAX_MARGIN) < 0 ? share : MAX_MARGIN;
        LOG.debug(
                "Keystone {} granted a token to {}: for {} s, project {}, roles {}",
                account.authUrl(),
                AccountText.of(account),
                lifetime.toSeconds(),
                issued.grant().project().map(Printable::redacted).orElse("none"),
                Printable.names(issued.grant().roles()));
        return new CachedGrant(
                issued.grant(),
                requestedAt,
                requestedAt + lifetime.minus(margin).toNanos());
    }

    private IssuedGrant request(HttpRequest request, Account account, Call call) throws ImageException {
        boolean isValidation = TokenRequest.isValidation(account);
        try (HttpResponse response = send(request, account, call)) {
            if (response.status() != (isValidation ? 200 : 201)) {
                throw KeystoneFailure.of(response, account);
            }
            return TokenResponse.read(response, "the response of Keystone " + account.authUrl(), isValidation);
        }
    }

    private HttpResponse send(HttpRequest request, Account account, Call call) throws ImageException {
        try {
            return http.send(request, call);
        } catch (ImageException e) {
            throw KeystoneFailure.of(e, account);
        }
    }
}
