// SPDX-License-Identifier: Apache-2.0
package io.ingot.glance.internal.keystone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.glance.internal.document.JsonDocument;
import io.ingot.httpclient.HttpResponse;
import io.ingot.image.AddressScope;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.ImageReference;
import io.ingot.testing.openstack.FakeKeystone;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever a server answers, it is a grant or a lasting error, and no message holds a piece of it. */
class TokenAnswerFuzzTest {
    private static final String DOCUMENT =
            FakeKeystone.document(Instant.parse("2026-01-31T12:00:00Z"), Instant.parse("2026-01-31T13:00:00Z"));

    @Property(tries = 500)
    void anyBodyIsReadOrRefused(@ForAll("bodies") String body, @ForAll("tokens") String token) {
        checkReadOrRefused(body, token);
    }

    @Property(tries = 500)
    void anyValueInAnyPlaceIsReadOrRefused(@ForAll("documents") Map<String, Object> token) {
        checkReadOrRefused(JsonDocument.write(Map.of("token", token)), "t");
    }

    private static void checkReadOrRefused(String body, String token) {
        try {
            Issued issued = TokenAnswer.read(new Canned(body, token), "the answer", false);
            assertThat(issued.life()).isGreaterThanOrEqualTo(Duration.ZERO);
            assertThat(issued.grant().token().reveal()).isEqualTo(token).matches("[!-~]+");
            issued.grant().catalog().endpoints(new ServiceFilter("image", List.of("public"), Optional.empty()));
        } catch (ImageException e) {
            assertThat(e.code()).isIn(ErrorCode.TRANSFER_FAILED, ErrorCode.INVALID_CONFIGURATION);
            assertThat(e.retryable()).isFalse();
            assertThat(e.getMessage()).hasSizeLessThan(2_000).doesNotContainPattern("\\p{Cntrl}");
        }
    }

    @Provide
    Arbitrary<String> bodies() {
        Arbitrary<Integer> cut = Arbitraries.integers().between(0, DOCUMENT.length());
        Arbitrary<String> spoilt = Combinators.combine(
                        cut, cut, Arbitraries.strings().ofMaxLength(6))
                .as((from, to, text) ->
                        DOCUMENT.substring(0, Math.min(from, to)) + text + DOCUMENT.substring(Math.max(from, to)));
        return Arbitraries.oneOf(
                Arbitraries.strings(),
                spoilt,
                Arbitraries.integers().between(1, 5_000).map("[{\"a\":"::repeat));
    }

    @Provide
    Arbitrary<String> tokens() {
        return Arbitraries.oneOf(
                Arbitraries.just("gAAAAAB"),
                Arbitraries.strings().ofMaxLength(20),
                Arbitraries.just("x".repeat(20_000)));
    }

    @Provide
    Arbitrary<Map<String, Object>> documents() {
        Arbitrary<String> keys = Arbitraries.of(
                "issued_at",
                "expires_at",
                "project",
                "roles",
                "catalog",
                "id",
                "name",
                "type",
                "endpoints",
                "url",
                "interface",
                "region_id");
        Arbitrary<Object> values = Arbitraries.of(
                "2026-01-31T12:00:00Z",
                "+999999999-12-31T23:59:59-18:00",
                "-999999999-01-01T00:00:00+18:00",
                "image",
                "public",
                "http://g.test",
                "\u0000",
                7,
                true);
        for (int depth = 0; depth < 4; depth++) {
            Arbitrary<Object> inner = values;
            values = Arbitraries.oneOf(
                    inner,
                    Arbitraries.maps(keys, inner).ofMaxSize(6).map(map -> (Object) map),
                    inner.list().ofMaxSize(3).map(list -> (Object) list));
        }
        return Arbitraries.maps(keys, values).ofMaxSize(8);
    }

    private record Canned(String document, String token) implements HttpResponse {
        @Override
        public int status() {
            return 201;
        }

        @Override
        public List<String> headers(String name) {
            return name.equals("x-subject-token") ? List.of(token) : List.of();
        }

        @Override
        public Optional<Instant> date(String name) {
            return Optional.empty();
        }

        @Override
        public InputStream body() {
            return new ByteArrayInputStream(document.getBytes(UTF_8));
        }

        @Override
        public ImageReference finalReference() {
            return ServiceUrl.parse("the test", "http://keystone.test");
        }

        @Override
        public AddressScope scope() {
            return AddressScope.HOST;
        }

        @Override
        public Optional<Duration> retryAfter() {
            return Optional.empty();
        }

        @Override
        public void close() {}
    }
}
