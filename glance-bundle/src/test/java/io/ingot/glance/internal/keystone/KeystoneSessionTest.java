// SPDX-License-Identifier: Apache-2.0
package io.ingot.glance.internal.keystone;

import static io.ingot.testing.openstack.FakeKeystone.grant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.ingot.image.Call;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.testing.openstack.FakeKeystone;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class KeystoneSessionTest {
    private static final Instant ISSUED = Instant.parse("2026-01-31T12:00:00Z");
    private static final int CALLERS = 8;

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);
    private final Call call = Call.start();
    private final List<Caller> callers = new ArrayList<>();
    private volatile String password = "old";
    private FakeKeystone keystone;
    private KeystoneSession session;

    /** A caller on a thread of its own. */
    private final class Caller {
        final Call call = Call.start();
        final FutureTask<Grant> grant;
        final Thread thread;

        Caller(Operation operation) {
            grant = new FutureTask<>(() -> operation.run(call));
            thread = new Thread(grant);
            thread.start();
            callers.add(this);
        }

        Caller awaitWaiting() {
            await().until(() -> thread.getState() == Thread.State.WAITING);
            return this;
        }

        String token() throws Exception {
            return Objects.requireNonNull(grant.get()).token().reveal();
        }

        ImageException failure() {
            Throwable failure =
                    catchThrowableOfType(Exception.class, grant::get).getCause();
            if (failure instanceof ImageException expected) {
                return expected;
            }
            throw new AssertionError("not an ImageException", failure);
        }
    }

    private interface Operation {
        Grant run(Call call) throws ImageException;
    }

    @BeforeEach
    void start() throws Exception {
        keystone = new FakeKeystone();
        session = new KeystoneSession(new JdkHttpClient(), () -> Accounts.password(keystone.url()), now::get);
    }

    @AfterEach
    void stop() {
        callers.forEach(caller -> caller.call.cancel("the test is over"));
        call.close();
        keystone.close();
    }

    @Test
    @DisplayName("G-21: without a token of the caller, that of the configured account is used")
    void grantHasTheFactsOfTheResponse() throws Exception {
        Grant grant = session.grant(call);

        assertThat(grant.token().reveal()).isEqualTo("token-1");
        assertThat(grant.project()).hasValue(FakeKeystone.PROJECT);
        assertThat(grant.roles()).containsExactlyInAnyOrder("admin", "service");
        assertThat(grant.catalog().endpoints(new ServiceFilter("image", List.of("public"), Optional.empty())))
                .hasToString("[http://glance.test:9292]");
    }

    @Test
    void tokenIsCachedUntilShortlyBeforeItsExpiry() throws Exception {
        session.grant(call);
        advance(Duration.ofMinutes(59).minusNanos(1));
        session.grant(call);
        assertThat(keystone.requests()).hasSize(1);

        advance(Duration.ofNanos(1));
        assertThat(session.grant(call).token().reveal()).isEqualTo("token-2");
    }

    @Test
    void shortLivedTokenIsRenewedWithATenthLeft() throws Exception {
        keystone.respondWith((exchange, number) -> grant(exchange, "token-" + number, ISSUED, Duration.ofSeconds(20)));
        session.grant(call);
        advance(Duration.ofSeconds(18).minusNanos(1));
        session.grant(call);
        assertThat(keystone.requests()).hasSize(1);

        advance(Duration.ofNanos(1));
        session.grant(call);
        assertThat(keystone.requests()).hasSize(2);
    }

    @Test
    void wrongClockOfKeystoneDoesNotMatter() throws Exception {
        Instant wrong = Instant.parse("1999-12-31T23:59:59Z");
        keystone.respondWith((exchange, number) -> grant(exchange, "token-" + number, wrong, Duration.ofHours(1)));

        session.grant(call);
        advance(Duration.ofMinutes(58));
        session.grant(call);

        assertThat(keystone.requests()).hasSize(1);
    }

    @Test
    void lifetimeStartsWithTheRequest() throws Exception {
        keystone.respondWith((exchange, number) -> {
            advance(Duration.ofMinutes(30)); // latency
            grant(exchange, "token-" + number, ISSUED, Duration.ofHours(1));
        });
        session.grant(call);
        advance(Duration.ofMinutes(29).minusNanos(1));
        session.grant(call);
        assertThat(keystone.requests()).hasSize(1);

        advance(Duration.ofNanos(1));
        session.grant(call);
        assertThat(keystone.requests()).hasSize(2);
    }

    @Test
    void expiredTokenIsReturnedOnce() throws Exception {
        keystone.respondWith((exchange, number) -> grant(exchange, "token-" + number, ISSUED, Duration.ofSeconds(-3)));

        assertThat(session.grant(call).token().reveal()).isEqualTo("token-1");
        assertThat(session.grant(call).token().reveal()).isEqualTo("token-2");
    }

    @Test
    void accountIsReadAtEachAuthentication() throws Exception {
        session = new KeystoneSession(new JdkHttpClient(), () -> Accounts.password(keystone.url(), password), now::get);
        Grant first = session.grant(call);
        password = "new";
        session.renew(first, call);

        assertThat(keystone.requests().get(0).body()).contains("\"old\"");
        assertThat(keystone.requests().get(1).body()).contains("\"new\"").doesNotContain("\"old\"");
    }

    @Test
    void rejectedTokenIsRenewedOnceForAllCallers() throws Exception {
        Grant rejected = session.grant(call);

        Grant renewed = session.renew(rejected, call);

        assertThat(renewed.token().reveal()).isEqualTo("token-2");
        assertThat(session.renew(rejected, call)).isSameAs(renewed);
        assertThat(session.grant(call)).isSameAs(renewed);
        assertThat(keystone.requests()).hasSize(2);
    }

    @Test
    void newestGrantIsFreshForAShortTime() throws Exception {
        Grant first = session.grant(call);
        assertThat(session.isFresh(first)).isTrue();

        Grant second = session.renew(first, call);
        assertThat(session.isFresh(first)).isFalse();
        assertThat(session.isFresh(second)).isTrue();

        now.addAndGet(Duration.ofSeconds(30).toNanos());
        assertThat(session.isFresh(second)).isFalse();
    }

    @Test
    void rejectedTokenIsNotReturnedAgain() throws Exception {
        Grant rejected = session.grant(call);
        keystone.respondWith(503, "");
        assertThatExceptionOfType(ImageException.class).isThrownBy(() -> session.renew(rejected, call));
        keystone.respondWith((exchange, number) -> grant(exchange, "token-" + number));

        assertThat(session.grant(call).token().reveal()).isEqualTo("token-3");
    }

    @Test
    void concurrentCallersShareOneRequest() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        holdResponses(release, new CountDownLatch(0));
        List<Caller> all = startWaiting(CALLERS);

        release.countDown();

        for (Caller caller : all) {
            assertThat(caller.token()).isEqualTo("token-1");
        }
        assertThat(keystone.requests()).hasSize(1);
    }

    @Test
    void cancelledWaiterDoesNotAffectOthers() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch asked = new CountDownLatch(1);
        holdResponses(release, asked);
        Caller leader = new Caller(session::grant);
        asked.await();
        Caller leaving = new Caller(session::grant).awaitWaiting();
        Caller staying = new Caller(session::grant).awaitWaiting();

        leaving.call.cancel("not needed any more");

        assertThat(leaving.failure().code()).isEqualTo(ErrorCode.CANCELLED);
        release.countDown();
        assertThat(staying.token()).isEqualTo("token-1");
        assertThat(leader.token()).isEqualTo("token-1");
        assertThat(keystone.requests()).hasSize(1);
    }

    @Test
    void interruptedWaiterIsCancelled() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch asked = new CountDownLatch(1);
        holdResponses(release, asked);
        Caller leader = new Caller(session::grant);
        asked.await();
        Caller leaving = new Caller(session::grant).awaitWaiting();

        leaving.thread.interrupt();

        assertThat(leaving.failure().code()).isEqualTo(ErrorCode.CANCELLED);
        release.countDown();
        assertThat(leader.token()).isEqualTo("token-1");
    }

    @Test
    void waiterTakesOverFromACancelledLeader() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch asked = new CountDownLatch(1);
        holdResponses(release, asked);
        Caller leader = new Caller(session::grant);
        asked.await();
        List<Caller> others = startWaiting(3);
        keystone.respondWith((exchange, number) -> grant(exchange, "token-" + number));

        leader.call.cancel("not needed any more");

        assertThat(leader.failure().code()).isEqualTo(ErrorCode.CANCELLED);
        for (Caller other : others) {
            assertThat(other.token()).isEqualTo("token-2");
        }
        assertThat(keystone.requests()).hasSize(2);
        release.countDown();
    }

    @Test
    void failureIsSharedByWaitersButNotByLaterCallers() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        AtomicBoolean down = new AtomicBoolean(true);
        keystone.respondWith((exchange, number) -> {
            release.await();
            if (down.get()) {
                FakeKeystone.send(exchange, 503, "");
            } else {
                grant(exchange, "token-" + number);
            }
        });
        List<Caller> all = startWaiting(CALLERS);

        release.countDown();

        for (Caller caller : all) {
            ImageException failure = caller.failure();
            assertThat(failure.code()).isEqualTo(ErrorCode.TRANSFER_FAILED);
            assertThat(failure.retryable()).isTrue();
        }
        assertThat(all.stream().map(Caller::failure).distinct()).hasSize(CALLERS);
        assertThat(keystone.requests()).hasSize(1);
        down.set(false);
        assertThat(session.grant(call).token().reveal()).isEqualTo("token-2");
    }

    @Test
    void invalidConfigurationIsReportedWithoutARequest() {
        session = new KeystoneSession(
                new JdkHttpClient(),
                () -> {
                    throw new ImageException(ErrorCode.INVALID_CONFIGURATION, "no cloud");
                },
                now::get);

        ImageException failure = catchThrowableOfType(ImageException.class, () -> session.grant(call));

        assertThat(failure).hasMessage("no cloud");
        assertThat(keystone.requests()).isEmpty();
    }

    @Test
    void cancelledCallSendsNoRequest() {
        call.cancel("not needed any more");

        ImageException failure = catchThrowableOfType(ImageException.class, () -> session.grant(call));

        assertThat(failure.code()).isEqualTo(ErrorCode.CANCELLED);
        assertThat(keystone.requests()).isEmpty();
    }

    private List<Caller> startWaiting(int number) {
        List<Caller> waiting = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            waiting.add(new Caller(session::grant).awaitWaiting());
        }
        return waiting;
    }

    /** Makes Keystone respond once {@code release} is counted down. */
    private void holdResponses(CountDownLatch release, CountDownLatch asked) {
        keystone.respondWith((exchange, number) -> {
            asked.countDown();
            release.await();
            grant(exchange, "token-" + number);
        });
    }

    private void advance(Duration time) {
        now.addAndGet(time.toNanos());
    }
}
