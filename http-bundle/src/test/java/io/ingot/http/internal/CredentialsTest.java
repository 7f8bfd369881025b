// SPDX-License-Identifier: Apache-2.0
package io.ingot.http.internal;

import static io.ingot.testing.ImageFailureAssert.assertThatFailure;
import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.image.Credentials;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.ImageInfo;
import io.ingot.image.ImageRequest;
import io.ingot.image.Secret;
import io.ingot.image.spi.ImageSource;
import io.ingot.testing.http.RawServer;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialsTest extends HttpFixture {
    private RawServer server;

    @BeforeEach
    void start() throws IOException {
        server = new RawServer((request, connection) -> {
            if (request.target().equals("/elsewhere")) {
                connection.answer("302 Found", "", "Location: http://localhost:" + server.port() + "/image");
            } else {
                connection.answer("200 OK", "");
            }
        });
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    @Test
    @DisplayName("B-02: without credentials none are sent")
    void requestWithoutCredentialsSendsNone() throws Exception {
        show(server.url("/image"));
        assertThat(authorization()).isEmpty();
    }

    @Test
    @DisplayName("B-01: the operator's user and password are sent by show and read")
    void configuredCredentialsAreSent() throws Exception {
        configured.put("127.0.0.1", new Credentials.Password("user", Secret.of("pass")));
        ImageInfo shown = show(server.url("/image"));
        assertThat(authorization()).isEqualTo("Basic dXNlcjpwYXNz");

        readAll(server.url("/image"), shown).close();
        assertThat(authorization()).isEqualTo("Basic dXNlcjpwYXNz");
    }

    @Test
    void bytesAreAnonymousIfNoCredentialsAreSent() throws Exception {
        assertThat(anonymous(request(server.url("/image")))).isTrue();
        assertThat(anonymous(request("http://user:pass@127.0.0.1:" + server.port() + "/image")))
                .isFalse();
        assertThat(anonymous(request(server.url("/image")).as(new Credentials.Token(Secret.of("mine")))))
                .isFalse();
        configured.put("127.0.0.1", new Credentials.Password("user", Secret.of("pass")));
        assertThat(anonymous(resolved(server.url("/image")))).isFalse();
    }

    private boolean anonymous(ImageRequest request) throws ImageException {
        try (ImageSource source =
                service.open(request, ImageInfo.builder().size(0).build(), call)) {
            return ((ImageSource.Bytes) source).anonymous();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "user:pass,dXNlcjpwYXNz",
        "us%65r:p%61ss,dXNlcjpwYXNz",
        "user:a%3Ab%40+%25,dXNlcjphOmJAKyU=",
        "user,dXNlcjo=",
        "user:,dXNlcjo=",
        "j%C3%BCrgen:geheim,asO8cmdlbjpnZWhlaW0=",
    })
    void userinfoOfTheUrlTakesPrecedenceOverConfiguredCredentials(String userInfo, String basic) throws Exception {
        show("http://" + userInfo + "@127.0.0.1:" + server.port() + "/image");
        assertThat(authorization()).isEqualTo("Basic " + basic);
        assertThat(server.requests().get(0).target()).isEqualTo("/image");
    }

    @Test
    void credentialsOfTheRequestTakePrecedence() throws Exception {
        ImageRequest request = request("http://user:pass@127.0.0.1:" + server.port() + "/image")
                .as(new Credentials.Token(Secret.of("mine")));
        ImageInfo shown = service.show(request, call);
        assertThat(authorization()).isEqualTo("Bearer mine");

        ImageSource.Bytes bytes = (ImageSource.Bytes) service.open(request, shown, call);
        bytes.read(0, Long.MAX_VALUE, call).close();
        assertThat(authorization()).isEqualTo("Bearer mine");
    }

    @Test
    @DisplayName("B-07: another host is asked and read without credentials")
    void anotherHostGetsNoCredentials() throws Exception {
        configured.put("127.0.0.1", new Credentials.Password("user", Secret.of("pass")));
        ImageInfo shown = show(server.url("/elsewhere"));
        assertThat(authorization()).isEmpty();

        readAll(server.url("/elsewhere"), shown).close();
        assertThat(authorization()).isEmpty();
        assertThat(server.requests())
                .filteredOn(request -> request.header("authorization").isPresent())
                .extracting(RawServer.Received::target)
                .containsOnly("/elsewhere");
    }

    @ParameterizedTest
    @ValueSource(strings = {":geheim", "%3A:geheim", "a%3Ab:geheim", "user:%zzgeheim"})
    @DisplayName("B-05: a userinfo that is not a user and a password is refused, and not printed")
    void malformedUserinfoIsRefused(String userInfo) {
        ImageException failure = assertThatFailure(
                        () -> show("http://" + userInfo + "@127.0.0.1:" + server.port() + "/image"))
                .hasCode(ErrorCode.INVALID_REFERENCE)
                .failure();
        assertThat(failure).hasMessageNotContaining("geheim");
        assertThat(failure.getCause()).isNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 407})
    void refusedCredentialsAreNotAuthorized(int status) throws Exception {
        try (RawServer refusing = new RawServer((request, connection) -> connection.answer(status + " No", ""))) {
            ImageException failure = assertThatFailure(
                            () -> show("http://user:geheim@127.0.0.1:" + refusing.port() + "/image"))
                    .hasCode(ErrorCode.NOT_AUTHORIZED)
                    .failure();
            assertThat(failure).hasMessageNotContaining("geheim");
        }
    }

    private String authorization() {
        return server.requests()
                .get(server.requests().size() - 1)
                .header("authorization")
                .orElse("");
    }
}
