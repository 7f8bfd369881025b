// SPDX-License-Identifier: Apache-2.0
package io.ingot.glance.internal.keystone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.ingot.glance.internal.document.JsonDocument;
import io.ingot.httpclient.HttpRequest;
import io.ingot.image.Credentials;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.Secret;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenRequestTest {
    private static final String URL = "https://keystone.test:5000";

    @ParameterizedTest
    @ValueSource(strings = {URL, URL + "/", URL + "/v3", URL + "/v3//"})
    void routeIsThatOfVersion3(String url) throws Exception {
        HttpRequest request = TokenRequest.of(Accounts.password(url));

        assertThat(request).hasToString("POST https://keystone.test:5000/v3/auth/tokens");
        assertThat(request.mediaType()).hasValue("application/json");
        assertThat(request.credentials()).isEmpty();
    }

    @Test
    void passwordWithAProjectByName() throws Exception {
        assertRequests(
                new Identity.Password(KeystoneName.of("ironic", Accounts.DEFAULT), () -> Secret.of("pw\"\\é")),
                new TokenScope.Project(KeystoneName.of("service", KeystoneName.of("Default"))),
                """
                {"auth": {"identity": {"methods": ["password"], "password": {"user":
                  {"name": "ironic", "domain": {"id": "default"}, "password": "pw\\"\\\\é"}}},
                 "scope": {"project": {"name": "service", "domain": {"name": "Default"}}}}}""");
    }

    @Test
    void idsNeedNoDomain() throws Exception {
        assertRequests(
                new Identity.Password(KeystoneName.ofId("u1"), () -> Secret.of("pw")),
                new TokenScope.Project(KeystoneName.ofId("p1")),
                """
                {"auth": {"identity": {"methods": ["password"], "password": {"user": {"id": "u1", "password": "pw"}}},
                 "scope": {"project": {"id": "p1"}}}}""");
    }

    @Test
    void domainScope() throws Exception {
        assertRequests(
                new Identity.Password(KeystoneName.ofId("u1"), () -> Secret.of("pw")),
                new TokenScope.Domain(KeystoneName.of("Default")),
                """
                {"auth": {"identity": {"methods": ["password"], "password": {"user": {"id": "u1", "password": "pw"}}},
                 "scope": {"domain": {"name": "Default"}}}}""");
    }

    @Test
    void systemScope() throws Exception {
        assertRequests(
                new Identity.Password(KeystoneName.ofId("u1"), () -> Secret.of("pw")),
                new TokenScope.WholeSystem(),
                """
                {"auth": {"identity": {"methods": ["password"], "password": {"user": {"id": "u1", "password": "pw"}}},
                 "scope": {"system": {"all": true}}}}""");
    }

    @Test
    void applicationCredentialHasNoScope() throws Exception {
        assertRequests(
                new Identity.ApplicationCredential(KeystoneName.ofId("c1"), Optional.empty(), () -> Secret.of("s")),
                new TokenScope.Inherited(),
                """
                {"auth": {"identity": {"methods": ["application_credential"],
                  "application_credential": {"id": "c1", "secret": "s"}}}}""");
    }

    @Test
    void applicationCredentialByNameHasAUser() throws Exception {
        assertRequests(
                new Identity.ApplicationCredential(
                        KeystoneName.of("backup"),
                        Optional.of(KeystoneName.of("ironic", Accounts.DEFAULT)),
                        () -> Secret.of("s")),
                new TokenScope.Inherited(),
                """
                {"auth": {"identity": {"methods": ["application_credential"], "application_credential":
                  {"name": "backup", "user": {"name": "ironic", "domain": {"id": "default"}}, "secret": "s"}}}}""");
    }

    @Test
    void tokenIsExchangedForAnotherProject() throws Exception {
        assertRequests(new Identity.Token(() -> Secret.of("t")), new TokenScope.Project(KeystoneName.ofId("p1")), """
                {"auth": {"identity": {"methods": ["token"], "token": {"id": "t"}}, "scope": {"project": {"id": "p1"}}}}""");
    }

    @Test
    void tokenWithoutAScopeIsValidated() throws Exception {
        HttpRequest request =
                TokenRequest.of(Accounts.of(URL, new Identity.Token(() -> Secret.of("t")), new TokenScope.Inherited()));

        assertThat(request).hasToString("GET https://keystone.test:5000/v3/auth/tokens");
        assertThat(request.credentials().orElseThrow())
                .isInstanceOfSatisfying(
                        Credentials.Headers.class,
                        headers -> assertThat(headers.headers())
                                .containsEntry("x-auth-token", Secret.of("t"))
                                .containsEntry("x-subject-token", Secret.of("t"))
                                .hasSize(2));
    }

    @Test
    void unreadableSecretIsReported() {
        Identity identity = new Identity.Password(KeystoneName.ofId("u1"), () -> {
            throw new ImageException(ErrorCode.INVALID_CONFIGURATION, "no file");
        });

        ImageException failure = catchThrowableOfType(
                ImageException.class, () -> TokenRequest.of(Accounts.of(URL, identity, new TokenScope.WholeSystem())));

        assertThat(failure).hasMessage("no file");
    }

    private static void assertRequests(Identity identity, TokenScope scope, String document) throws Exception {
        HttpRequest request = TokenRequest.of(Accounts.of(URL, identity, scope));

        assertThat(JsonDocument.decode(new String(request.content(), UTF_8))).isEqualTo(JsonDocument.decode(document));
    }
}
