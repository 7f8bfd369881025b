// SPDX-License-Identifier: Apache-2.0
package io.ingot.glance.internal.swift;

import static io.ingot.testing.ImageFailureAssert.assertThatFailure;
import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.testing.openstack.FakeSwift;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SwiftCapabilitiesTest extends SwiftFixture {
    private static final int SHA1_DIGITS = 40;
    private static final int SHA256_DIGITS = 64;

    SwiftCapabilitiesTest() throws IOException {}

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"tempurl\": {\"allowed_digests\": [\"sha1\", \"sha512\", \"sha256\"]}} | 64",
                "{\"tempurl\": {\"allowed_digests\": [\"sha1\", \"sha512\"]}}             | 95",
                "{\"tempurl\": {\"allowed_digests\": [\"md5\", \"sha1\"]}}                | 40",
                "{\"tempurl\": {\"methods\": [\"GET\"]}}                                  | 40",
                "{\"swift\": {}}                                                          | 64",
                "{\"tempurl\": \"yes\"}                                                   | 64"
            })
    @DisplayName("S: the digest is the best that Swift allows; SHA-1 if it is too old to list them")
    void digestIsTheBestOfThoseAllowed(String info, int length) throws Exception {
        swift.info(200, info);

        assertThat(Given.signature(location(Map.of()))).hasSize(length);
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 404, 405})
    @DisplayName("S: the digest is SHA-256 if Swift does not list them")
    void digestDefaultsToSha256(int status) throws Exception {
        swift.info(status, "<html>no</html>");

        assertThat(Given.signature(location(Map.of()))).hasSize(SHA256_DIGITS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "[\"md5\", 7, null]", "\"sha256\"", "null"})
    @DisplayName("S: a Swift that allows no supported digest is reported")
    void unsupportedDigestsAreReported(String allowed) {
        swift.info(200, "{\"tempurl\": {\"allowed_digests\": " + allowed + "}}");

        assertThatFailure(() -> location(Map.of()))
                .hasCode(ErrorCode.INVALID_CONFIGURATION)
                .hasMessageContaining(swift.url() + "/info")
                .hasMessageContaining("allowed_digests");
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 500, 503})
    @DisplayName("S: a failing Swift is asked again later, without a default")
    void failingSwiftIsAskedAgain(int status) throws Exception {
        swift.info(status, "");

        assertThatFailure(() -> location(Map.of()))
                .hasCode(ErrorCode.TRANSFER_FAILED)
                .isRetryable();

        swift.info(200, FakeSwift.INFO);
        assertThat(Given.signature(location(Map.of()))).hasSize(SHA256_DIGITS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"<html>an s3cret</html>", "[]", "7", "{\"a\":1,\"a\":2}", "{\"tempurl\": {"})
    @DisplayName("S: a response that is not a JSON object is rejected")
    void responseMustBeAnObject(String info) {
        swift.info(200, info);

        assertUnusable();
    }

    @Test
    @DisplayName("S: an endless response is cut off")
    void sizeOfTheResponseIsLimited() {
        swift.info(200, "{\"swift\": \"" + "x".repeat(2 << 20) + "\"}");

        assertUnusable();
    }

    @Test
    @DisplayName("S: a configured digest is used without a request to Swift")
    void configuredDigestIsUsed() throws Exception {
        assertThat(Given.signature(location(Map.of("swiftTempUrlDigest", "sha1"))))
                .hasSize(SHA1_DIGITS);
        assertThat(swift.requests()).doesNotContain("GET /info");
    }

    @Test
    @DisplayName("S: the digest is cached for ten minutes")
    void cachedDigestExpires() throws Exception {
        location(Map.of());
        swift.info(200, "{\"tempurl\": {}}");

        clock.advance(SwiftCapabilities.TTL.minusSeconds(1));
        assertThat(Given.signature(location(Map.of()))).hasSize(SHA256_DIGITS);
        clock.advance(Duration.ofSeconds(1));
        assertThat(Given.signature(location(Map.of()))).hasSize(SHA1_DIGITS);
    }

    @Test
    @DisplayName("S: a clock that is set back does not extend the validity of the cache")
    void clockThatIsSetBackDoesNotExtendTheCache() throws Exception {
        location(Map.of());
        swift.info(200, "{\"tempurl\": {}}");

        clock.advance(Duration.ofDays(-1));

        assertThat(Given.signature(location(Map.of()))).hasSize(SHA1_DIGITS);
    }

    @Test
    @DisplayName("S: only the clusters read last are cached")
    void cacheIsLimited() throws Exception {
        String prefix = swift.url() + "/p";
        for (int i = 0; i <= SwiftCapabilities.MAX_ENTRIES; i++) {
            locationAt(prefix + i);
        }
        long before = swift.requests().size();

        locationAt(prefix + SwiftCapabilities.MAX_ENTRIES);
        assertThat(swift.requests()).hasSize((int) before);
        locationAt(prefix + 0);
        assertThat(swift.requests()).hasSize((int) before + 1);
    }

    private void locationAt(String endpoint) throws ImageException {
        location(Map.of("swiftEndpoint", endpoint, "_swiftTempUrlKey", Given.KEY));
    }

    private void assertUnusable() {
        ImageException failure = assertThatFailure(() -> location(Map.of()))
                .hasCode(ErrorCode.TRANSFER_FAILED)
                .failure();
        assertThat(failure.retryable()).isFalse();
        assertThat(failure)
                .hasMessageContaining(swift.url() + "/info")
                .hasMessageContaining("io.ingot.glance/swiftTempUrlDigest")
                .hasMessageNotContaining("s3cret");
    }
}
