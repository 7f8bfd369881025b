// SPDX-License-Identifier: Apache-2.0
package io.ingot.glance.internal.keystone;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.image.Call;
import io.ingot.image.Secret;
import io.ingot.testing.openstack.FakeKeystone;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A token of another program, which is validated rather than exchanged. */
class TokenValidationTest {
    private static final Instant ISSUED = Instant.parse("2026-01-31T12:00:00Z");

    private final AtomicLong now = new AtomicLong();
    private volatile String token = "first";
    private final Call call = Call.start();
    private FakeKeystone keystone;
    private KeystoneSession session;

    @BeforeEach
    void start() throws Exception {
        keystone = new FakeKeystone();
        session = new KeystoneSession(
                new JdkHttpClient(),
                () -> Accounts.of(
                        keystone.url(), new Identity.Token(() -> Secret.of(token)), new TokenScope.Inherited()),
                now::get);
        keystone.respondWith((exchange, number) -> FakeKeystone.grant(exchange, token, ISSUED, Duration.ofHours(1)));
    }

    @AfterEach
    void stop() {
        call.close();
        keystone.close();
    }

    @Test
    void tokenIsValidated() throws Exception {
        Grant grant = session.grant(call);

        assertThat(grant.token().reveal()).isEqualTo("first");
        assertThat(grant.project()).hasValue(FakeKeystone.PROJECT);
        assertThat(keystone.requests())
                .containsExactly(new FakeKeystone.Request("GET", "/v3/auth/tokens", "", "first", "first"));
    }

    @Test
    void remainingLifetimeFollowsFromTheDateOfTheResponse() throws Exception {
        keystone.respondWith((exchange, number) ->
                FakeKeystone.grant(exchange, token, Instant.now().minus(Duration.ofHours(12)), Duration.ofHours(24)));
        session.grant(call);
        now.addAndGet(Duration.ofHours(11).toNanos());
        session.grant(call);
        assertThat(keystone.requests()).hasSize(1);

        now.addAndGet(Duration.ofHours(1).toNanos());
        session.grant(call);
        assertThat(keystone.requests()).hasSize(2);
    }

    @Test
    void tokenIsReadAgainAfterARejection() throws Exception {
        Grant rejected = session.grant(call);
        token = "second";

        assertThat(session.renew(rejected, call).token().reveal()).isEqualTo("second");
    }
}
