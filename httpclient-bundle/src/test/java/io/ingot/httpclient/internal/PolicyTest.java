// SPDX-License-Identifier: Apache-2.0
package io.ingot.httpclient.internal;

import static io.ingot.testing.ImageFailureAssert.assertThatFailure;
import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.httpclient.HttpRequest;
import io.ingot.httpclient.HttpResponse;
import io.ingot.image.AddressScope;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageReference;
import io.ingot.testing.http.RawServer;
import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyTest extends HttpClientFixture {
    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "localhost", "2130706433", "127.1", "[::ffff:127.0.0.1]", "LOCALHOST"})
    void refusedAddressIsRefusedInAnySpelling(String host) throws Exception {
        policy.refuseAddress(InetAddress::isLoopbackAddress);
        try (RawServer server = answering("200 OK", "")) {
            String url = "http://" + host + ":" + server.port() + "/";
            assertThatFailure(() -> http.send(HttpRequest.get(ImageReference.parse(url)), call))
                    .hasCode(ErrorCode.REFUSED_BY_POLICY);
            assertThat(server.connections()).isZero();
        }
    }

    @Test
    void hostWithSeveralAddressesIsReachedAtAnAllowedOne() throws Exception {
        policy.refuseAddress(address -> address.getAddress().length > 4);
        try (RawServer server = answering("200 OK", "body")) {
            assertThat(send(HttpRequest.get(ImageReference.parse("http://localhost:" + server.port() + "/"))))
                    .isEqualTo("body");
            assertThat(policy.addresses()).contains("127.0.0.1");
        }
    }

    @Test
    void refusedReferenceIsNotLookedUp() throws Exception {
        policy.refuseReference(reference -> true);
        assertThatFailure(() -> http.send(HttpRequest.get(ImageReference.parse("http://no-such-host.invalid/")), call))
                .hasCode(ErrorCode.REFUSED_BY_POLICY);
        assertThat(policy.addresses()).isEmpty();
    }

    @Test
    void redirectToARefusedHostOrAddressIsNotFollowed() throws Exception {
        try (RawServer target = answering("200 OK", "");
                RawServer server = answering("302 Found", "", "Location: http://localhost:" + target.port() + "/")) {
            policy.refuseReference(reference -> reference.host().orElse("").equals("localhost"));
            assertThatFailure(() -> http.send(HttpRequest.get(ImageReference.parse(server.url("/"))), call))
                    .hasCode(ErrorCode.REFUSED_BY_POLICY);

            policy.refuseReference(reference -> false);
            policy.refuseAddressesOf("localhost");
            assertThatFailure(() -> http.send(HttpRequest.get(ImageReference.parse(server.url("/"))), call))
                    .hasCode(ErrorCode.REFUSED_BY_POLICY);
            assertThat(server.requests()).hasSize(2);
            assertThat(target.connections()).isZero();
        }
    }

    @Test
    void requestThatWasLedInwardsIsNotSentOnANewOrPooledConnection() throws Exception {
        try (RawServer server = answering("200 OK", "body")) {
            HttpRequest led =
                    HttpRequest.get(ImageReference.parse(server.url("/"))).referrerScope(AddressScope.PUBLIC);

            assertThatFailure(() -> http.send(led, call)).hasCode(ErrorCode.REFUSED_BY_POLICY);
            assertThat(server.connections()).isZero();

            send(HttpRequest.get(ImageReference.parse(server.url("/"))));
            assertThatFailure(() -> http.send(led, call)).hasCode(ErrorCode.REFUSED_BY_POLICY);
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void redirectCarriesTheScopeOfItsServer() throws Exception {
        try (RawServer target = answering("200 OK", "body");
                RawServer server = answering("302 Found", "", "Location: " + target.url("/"));
                HttpResponse response = http.send(HttpRequest.get(ImageReference.parse(server.url("/"))), call)) {
            assertThat(text(response)).isEqualTo("body");
            assertThat(response.scope()).isEqualTo(AddressScope.HOST);
            assertThat(policy.referrerScopes()).containsOnly(AddressScope.HOST);
        }
    }

    @Test
    void pooledConnectionIsNotUsedOnceItsAddressIsRefused() throws Exception {
        try (RawServer server = answering("200 OK", "body")) {
            send(HttpRequest.get(ImageReference.parse(server.url("/1"))));

            policy.refuseAddress(address -> true);
            assertThatFailure(() -> http.send(HttpRequest.get(ImageReference.parse(server.url("/2"))), call))
                    .hasCode(ErrorCode.REFUSED_BY_POLICY);
            assertThat(server.requests()).hasSize(1);

            policy.refuseAddress(address -> false);
            assertThat(send(HttpRequest.get(ImageReference.parse(server.url("/3")))))
                    .isEqualTo("body");
            assertThat(server.connections()).isEqualTo(2);
        }
    }
}
