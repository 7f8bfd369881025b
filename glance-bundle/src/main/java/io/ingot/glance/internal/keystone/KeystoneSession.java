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
    private static final Duration LONGEST_MARGIN = Duration.ofSeconds(60);
    private static final int SHARE_OF_MARGIN = 10;
    private static final Duration LONGEST_LIFE = Duration.ofDays(366);
    private static final Duration FRESH = Duration.ofSeconds(30);

    private final HttpClient http;
    private final AccountSource source;
    private final LongSupplier nanos;
    private final Object lock = new Object();
    private @Nullable Held held; // guarded by lock
    private @Nullable Attempt running; // guarded by lock

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
    private record Held(Grant grant, long since, long usedUntil) {}

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
        return obtain(this::lasts, call);
    }

    @Override
    public Grant renewed(Grant refused, Call call) throws ImageException {
        return obtain(now -> lasts(now) && !now.grant().token().equals(refused.token()), call);
    }

    @Override
    public boolean fresh(Grant grant) {
        synchronized (lock) {
            return held != null
                    && held.grant().token().equals(grant.token())
                    && nanos.getAsLong() - held.since() < FRESH.toNanos();
        }
    }

    private boolean lasts(Held now) {
        return now.usedUntil() - nanos.getAsLong() > 0;
    }

    private Grant obtain(Predicate<Held> wanted, Call call) throws ImageException {
        while (true) {
            call.check();
            Attempt own = new Attempt();
            @Nullable Attempt others;
            synchronized (lock) {
                if (held != null && wanted.test(held)) {
                    return held.grant();
                }
                held = null;
                others = running;
                if (others == null) {
                    running = own;
                }
            }
            if (others == null) {
                return make(own, call);
            }
            Optional<Grant> grant = others.await(call);
            if (grant.isPresent()) {
                return grant.get();
            }
        }
    }

    private Grant make(Attempt attempt, Call call) throws ImageException {
        @Nullable Held fresh = null;
        try {
            fresh = authenticate(call);
            return fresh.grant();
        } catch (ImageException e) {
            if (!call.ended()) {
                attempt.failed(e);
            }
            throw e;
        } finally {
            synchronized (lock) {
                held = fresh;
                running = null;
            }
            if (fresh != null) {
                attempt.succeeded(fresh.grant());
            }
            attempt.givenUp();
        }
    }

    private Held authenticate(Call call) throws ImageException {
        Account account = source.read();
        HttpRequest ask = TokenRequest.of(account);
        long sent = nanos.getAsLong();
        Issued issued = issued(ask, account, call);
        Duration life = issued.life().compareTo(LONGEST_LIFE) < 0 ? issued.life() : LONGEST_LIFE;
        Duration share = life.dividedBy(SHARE_OF_MARGIN);
        Duration margin = share.compareTo(LONGEST_MARGIN) < 0 ? share : LONGEST_MARGIN;
        LOG.debug(
                "Keystone {} granted a token to {}: for {} s, project {}, roles {}",
                account.authUrl(),
                AccountText.of(account),
                life.toSeconds(),
                issued.grant().project().map(Printable::redacted).orElse("none"),
                Printable.names(issued.grant().roles()));
        return new Held(issued.grant(), sent, sent + life.minus(margin).toNanos());
    }

    private Issued issued(HttpRequest ask, Account account, Call call) throws ImageException {
        boolean inspected = TokenRequest.inspects(account);
        try (HttpResponse answer = answer(ask, account, call)) {
            if (answer.status() != (inspected ? 200 : 201)) {
                throw KeystoneFailure.of(answer, account);
            }
            return TokenAnswer.read(answer, "the answer of Keystone " + account.authUrl(), inspected);
        }
    }

    private HttpResponse answer(HttpRequest ask, Account account, Call call) throws ImageException {
        try {
            return http.send(ask, call);
        } catch (ImageException e) {
            throw KeystoneFailure.of(e, account);
        }
    }
}
