// SPDX-License-Identifier: Apache-2.0
package io.ingot.glance.internal.keystone;

import static io.ingot.testing.ImageFailureAssert.assertThatFailure;
import static io.ingot.testing.openstack.FakeKeystone.send;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.glance.internal.document.JsonDocument;
import io.ingot.image.Call;
import io.ingot.image.ErrorCode;
import io.ingot.image.FetchPhase;
import io.ingot.image.ImageException;
import io.ingot.image.Secret;
import io.ingot.testing.openstack.FakeKeystone;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeystoneFailureTest {
    private static final Instant TIME = Instant.parse("2026-01-31T12:00:00Z");
    private static final String DOCUMENT = FakeKeystone.document(TIME, TIME.plusSeconds(60));

    private final Call call = Call.start();
    private FakeKeystone keystone;

    @BeforeEach
    void start() throws Exception {
        keystone = new FakeKeystone();
    }

    @AfterEach
    void stop() {
        call.close();
        keystone.close();
    }

    @ParameterizedTest
    @CsvSource({
        "400, INVALID_CONFIGURATION, false",
        "401, NOT_AUTHORIZED, false",
        "403, NOT_AUTHORIZED, false",
        "404, INVALID_CONFIGURATION, false",
        "405, INVALID_CONFIGURATION, false",
        "300, INVALID_CONFIGURATION, false",
        "302, INVALID_CONFIGURATION, false",
        "200, INVALID_CONFIGURATION, false",
        "204, INVALID_CONFIGURATION, false",
        "500, TRANSFER_FAILED, true",
        "502, TRANSFER_FAILED, true",
        "503, TRANSFER_FAILED, true",
        "504, TRANSFER_FAILED, true",
        "429, TRANSFER_FAILED, true"
    })
    void statusesBecomeCodes(int status, ErrorCode code, boolean retryable) {
        keystone.respondWith((exchange, number) -> send(exchange, status, status == 204 ? "" : "<b>ironicpw</b>"));

        ImageException failure = assertThatFailure(() -> grant(Accounts.password(keystone.url())))
                .failure();

        assertThat(failure.code()).isEqualTo(code);
        assertThat(failure.retryable()).isEqualTo(retryable);
        assertThat(failure)
                .hasMessageContaining(keystone.url() + "/v3")
                .hasMessageContaining("io.ingot.glance/")
                .hasMessageNotContaining("ironicpw")
                .hasMessageNotContaining("<b>");
    }

    @Test
    void rejectionNamesTheAccountAndItsSettings() {
        keystone.respondWith(401, "");

        assertThatFailure(() -> grant(Accounts.password(keystone.url())))
                .hasMessageContaining("user 'ironic' of domain 'default' for project 'service' of domain 'default'")
                .hasMessageContaining("io.ingot.glance/username, passwordFile, projectName")
                .hasMessageContaining("disabled");
    }

    @Test
    void rejectedApplicationCredentialMayBeExpired() {
        keystone.respondWith(401, "");
        Identity identity = new Identity.ApplicationCredential(
                KeystoneName.ofId("c1"), Optional.empty(), () -> Secret.of("s3cret"));

        assertThatFailure(() -> grant(Accounts.of(keystone.url(), identity, new TokenScope.Inherited())))
                .hasMessageContaining("application credential 'c1'")
                .hasMessageContaining("applicationCredentialSecretFile")
                .hasMessageContaining("expired")
                .hasMessageNotContaining("s3cret");
    }

    @Test
    void rejectedTokenMayBeExpired() {
        keystone.respondWith(401, "");
        Identity identity = new Identity.Token(() -> Secret.of("s3cret"));

        assertThatFailure(() -> grant(Accounts.of(keystone.url(), identity, new TokenScope.Inherited())))
                .hasMessageContaining("io.ingot.glance/tokenFile")
                .hasMessageContaining("expired")
                .hasMessageNotContaining("s3cret");
    }

    @Test
    void unknownTokenIsNotAuthorized() {
        keystone.respondWith(404, "");
        Identity identity = new Identity.Token(() -> Secret.of("s3cret"));

        ImageException failure = assertThatFailure(
                        () -> grant(Accounts.of(keystone.url(), identity, new TokenScope.WholeSystem())))
                .failure();

        assertThat(failure.code()).isEqualTo(ErrorCode.NOT_AUTHORIZED);
        assertThat(failure).hasMessageContaining("io.ingot.glance/tokenFile");
    }

    @Test
    void retryAfterIsKept() {
        keystone.respondWith((exchange, number) -> {
            exchange.getResponseHeaders().set("Retry-After", "7");
            send(exchange, 503, "");
        });

        assertThatFailure(() -> grant(Accounts.password(keystone.url()))).hasRetryAfter(Duration.ofSeconds(7));
    }

    @Test
    void unreachableKeystoneIsRetryable() {
        String absent = "http://127.0.0.1:1";

        ImageException failure =
                assertThatFailure(() -> grant(Accounts.password(absent))).failure();

        assertThat(failure.code()).isEqualTo(ErrorCode.TRANSFER_FAILED);
        assertThat(failure.retryable()).isTrue();
        assertThat(failure).hasMessageContaining(absent).hasMessageContaining("io.ingot.glance/authUrl");
    }

    @Test
    void failureThatIsNotOfTheNetworkIsUnchanged() {
        ImageException untrusted = new ImageException(ErrorCode.UNTRUSTED, "see io.ingot.httpclient/caFile");

        assertThat(KeystoneFailure.of(untrusted, Accounts.password(keystone.url())))
                .isSameAs(untrusted);
    }

    @Test
    void nonRetryableFailureStaysNonRetryable() {
        ImageException endless = new ImageException(ErrorCode.TRANSFER_FAILED, "redirected in circles").nonRetryable();

        ImageException failure = KeystoneFailure.of(endless, Accounts.password(keystone.url()));

        assertThat(failure.retryable()).isFalse();
        assertThat(failure).hasMessageContaining("redirected in circles");
    }

    @Test
    void typedFactsOfANetworkFailureAreKept() {
        ImageException failure = new ImageException(ErrorCode.TRANSFER_FAILED, "no connection")
                .withRetryAfter(Duration.ofSeconds(7))
                .withService("io.ingot.http 1.0.0")
                .withPhase(FetchPhase.ASKING)
                .withBytesTransferred(3)
                .withDetails(List.of("proxy.test: 503"));

        ImageException converted = KeystoneFailure.of(failure, Accounts.password(keystone.url()));

        assertThat(converted.retryAfter()).hasValue(Duration.ofSeconds(7));
        assertThat(converted.service()).hasValue("io.ingot.http 1.0.0");
        assertThat(converted.phase()).hasValue(FetchPhase.ASKING);
        assertThat(converted.bytesTransferred()).hasValue(3);
        assertThat(converted.details()).containsExactly("proxy.test: 503");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<html>",
                "[]",
                "{}",
                "{\"token\": 5}",
                "{\"token\": {\"expires_at\": \"2026-01-31T12:00:00Z\"}}",
                "{\"token\": {\"issued_at\": \"2026-01-31T12:00:00Z\"}}",
                "{\"token\": {\"issued_at\": \"soon\", \"expires_at\": \"2026-01-31T12:00:00Z\"}}",
                "{\"token\": {\"issued_at\": \"2026-01-31T12:00:00Z\", \"expires_at\": 1769860800}}"
            })
    void responseThatIsNotFromKeystoneIsNotRetryable(String document) {
        keystone.respondWith((exchange, number) -> {
            exchange.getResponseHeaders().set("X-Subject-Token", "t");
            send(exchange, 201, document);
        });

        assertNotRetryable();
    }

    @Test
    void responseWithoutATokenIsNotRetryable() {
        keystone.respondWith(201, DOCUMENT);

        assertNotRetryable();
    }

    @Test
    void endlessResponseIsNotRetryable() {
        keystone.respondWith((exchange, number) -> {
            exchange.getResponseHeaders().set("X-Subject-Token", "t");
            exchange.sendResponseHeaders(201, 0);
            byte[] spaces = " ".repeat(64 << 10).getBytes(US_ASCII);
            for (int sent = 0; sent <= 2 * JsonDocument.MAX_BYTES; sent += spaces.length) {
                exchange.getResponseBody().write(spaces);
            }
        });

        assertNotRetryable();
    }

    @Test
    void truncatedResponseIsRetryable() {
        keystone.respondWith((exchange, number) -> {
            exchange.getResponseHeaders().set("X-Subject-Token", "t");
            exchange.sendResponseHeaders(201, DOCUMENT.length());
            exchange.getResponseBody().write('{');
            throw new IOException("cut");
        });

        ImageException failure = assertThatFailure(() -> grant(Accounts.password(keystone.url())))
                .failure();

        assertThat(failure.code()).isEqualTo(ErrorCode.TRANSFER_FAILED);
        assertThat(failure.retryable()).isTrue();
    }

    private void assertNotRetryable() {
        ImageException failure = assertThatFailure(() -> grant(Accounts.password(keystone.url())))
                .failure();
        assertThat(failure.code()).isEqualTo(ErrorCode.TRANSFER_FAILED);
        assertThat(failure.retryable()).isFalse();
        assertThat(failure)
                .hasMessageContaining("Keystone " + keystone.url())
                .hasMessageContaining("io.ingot.glance/authUrl");
    }

    private Grant grant(Account account) throws ImageException {
        return new KeystoneSession(new JdkHttpClient(), () -> account, System::nanoTime).grant(call);
    }
}
