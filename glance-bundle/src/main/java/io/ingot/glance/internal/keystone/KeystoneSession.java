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
 * Gets tokens from Keystone and keeps the newest until shortly before its end. However many callers need a new one, one
 * of them asks, on its own thread and within its own call, and the others wait:
 *
 * <ul>
 *   <li>its failure is that of all who waited by then; whoever comes later tries again;
 *   <li>if its call ends first, one of those who waited asks instead;
 *   <li>who waits and whose own call ends leaves the others alone.
 * </ul>
 *
 * <p>How long a token lasts is told by Keystone's clock alone, and counted by a monotonic one of this machine: what hour
 * either believes it is does not matter.
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

    /** Says as whom. It is asked at each authentication, so that a new password needs no restart. */
    @FunctionalInterface
    public interface AccountSource {
        /**
         * The account as it is configured now.
         *
         * @throws ImageException INVALID_CONFIGURATION, naming what is missing or wrong
         */
        Account read() throws ImageException;
    }

    /**
     * A grant, and until when it is used by the monotonic clock.
     *
     * @param since nanoseconds
     * @param usedUntil nanoseconds
     */
    private record CachedGrant(Grant grant, long requestedAt, long usedUntil) {}

    /**
     * A session without a token yet.
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
    public Grant renew(Grant refused, Call call) throws ImageException {
        return obtain(now -> isUsable(now) && !now.grant().token().equals(refused.token()), call);
    }

    @Override
    public boolean isFresh(Grant grant) {
        synchronized (lock) {
            return cached != null
                    && cached.grant().token().equals(grant.token())
                    && nanos.getAsLong() - cached.requestedAt() < FRESH_FOR.toNanos();
        }
    }

    private boolean isUsable(CachedGrant now) {
        return now.usedUntil() - nanos.getAsLong() > 0;
    }

    private Grant obtain(Predicate<CachedGrant> wanted, Call call) throws ImageException {
        while (true) {
            call.check();
            PendingAuthentication own = new PendingAuthentication();
            @Nullable PendingAuthentication others;
            synchronized (lock) {
                if (cached != null && wanted.test(cached)) {
                    return cached.grant();
                }
                cached = null;
                others = pending;
                if (others == null) {
                    pending = own;
                }
            }
            if (others == null) {
                return authenticateFor(own, call);
            }
            Optional<Grant> grant = others.await(call);
            if (grant.isPresent()) {
                return grant.get();
            }
        }
    }

    private Grant authenticateFor(PendingAuthentication attempt, Call call) throws ImageException {
        @Nullable CachedGrant fresh = null;
        try {
            fresh = authenticate(call);
            return fresh.grant();
        } catch (ImageException e) {
            if (!call.ended()) {
                attempt.fail(e);
            }
            throw e;
        } finally {
            synchronized (lock) {
                cached = fresh;
                pending = null;
            }
            if (fresh != null) {
                attempt.succeed(fresh.grant());
            }
            attempt.abandon();
        }
    }

    private CachedGrant authenticate(Call call) throws ImageException {
        Account account = source.read();
        HttpRequest ask = TokenRequest.of(account);
        long sent = nanos.getAsLong();
        IssuedGrant issued = request(ask, account, call);
        Duration life = issued.lifetime().compareTo(MAX_LIFETIME) < 0 ? issued.lifetime() : MAX_LIFETIME;
        Duration share = life.dividedBy(MARGIN_DIVISOR);
        Duration margin = share.compareTo(MAX_MARGIN) < 0 ? share : MAX_MARGIN;
        LOG.debug(
                "Keystone {} granted a token to {}: for {} s, project {}, roles {}",
                account.authUrl(),
                AccountText.of(account),
                life.toSeconds(),
                issued.grant().project().map(Printable::redacted).orElse("none"),
                Printable.names(issued.grant().roles()));
        return new CachedGrant(issued.grant(), sent, sent + life.minus(margin).toNanos());
    }

    private IssuedGrant request(HttpRequest ask, Account account, Call call) throws ImageException {
        boolean inspected = TokenRequest.isValidation(account);
        try (HttpResponse answer = send(ask, account, call)) {
            if (answer.status() != (inspected ? 200 : 201)) {
                throw KeystoneFailure.of(answer, account);
            }
            return TokenResponse.read(answer, "the answer of Keystone " + account.authUrl(), inspected);
        }
    }

    private HttpResponse send(HttpRequest ask, Account account, Call call) throws ImageException {
        try {
            return http.send(ask, call);
        } catch (ImageException e) {
            throw KeystoneFailure.of(e, account);
        }
    }
}
