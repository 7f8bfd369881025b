// SPDX-License-Identifier: Apache-2.0
package io.ingot.glance.internal.keystone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.ingot.image.Call;
import io.ingot.image.ImageException;
import io.ingot.image.Secret;
import io.ingot.testing.openstack.FakeKeystone;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class SecrecyTest {
    private final Logger logger = (Logger) LoggerFactory.getLogger("io.ingot");
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @BeforeEach
    void logEverything() {
        log.start();
        logger.addAppender(log);
        logger.setLevel(Level.TRACE);
    }

    @AfterEach
    void logNothing() {
        logger.setLevel(null);
        logger.detachAppender(log);
    }

    @Test
    void secretsAreNeitherPrintedNorLogged() throws Exception {
        try (FakeKeystone keystone = new FakeKeystone();
                Call call = Call.start()) {
            for (Account account : accounts(keystone.url())) {
                assertThat(account.toString()).doesNotContain("geheim");
                assertThat(TokenRequest.of(account).toString()).doesNotContain("geheim");
                KeystoneSession session = new KeystoneSession(new JdkHttpClient(), () -> account, System::nanoTime);
                keystone.respondWith((exchange, number) -> FakeKeystone.grant(exchange, "geheim-token"));
                Grant grant = session.grant(call);
                assertThat(grant.toString()).doesNotContain("geheim");
                assertThat(new IssuedGrant(grant, Duration.ZERO).toString()).doesNotContain("geheim");
                for (int status : new int[] {200, 201, 400, 401, 403, 404, 503}) {
                    keystone.respondWith((exchange, number) -> {
                        exchange.getResponseHeaders().set("X-Subject-Token", "geheim-token geheim");
                        FakeKeystone.send(exchange, status, "{\"error\": \"geheim-pw is wrong\"}");
                    });
                    ImageException failure =
                            catchThrowableOfType(ImageException.class, () -> session.renew(grant, call));
                    assertThat(failure).hasMessageNotContaining("geheim").hasNoCause();
                }
            }
        }
        assertThat(log.list)
                .isNotEmpty()
                .allSatisfy(event -> assertThat(event.getFormattedMessage()).doesNotContain("geheim"));
        assertThat(log.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .anyMatch(text -> text.contains("granted a token"));
    }

    private static List<Account> accounts(String url) {
        return List.of(
                Accounts.password(url, "geheim-pw"),
                Accounts.of(
                        url,
                        new Identity.ApplicationCredential(
                                KeystoneName.ofId("c1"), Optional.empty(), () -> Secret.of("geheim-secret")),
                        new TokenScope.Inherited()),
                Accounts.of(url, new Identity.Token(() -> Secret.of("geheim-old")), new TokenScope.WholeSystem()),
                Accounts.of(url, new Identity.Token(() -> Secret.of("geheim-old")), new TokenScope.Inherited()));
    }
}
