// SPDX-License-Identifier: Apache-2.0
package io.ingot.glance.internal.swift;

import static io.ingot.testing.ImageFailureAssert.assertThatFailure;
import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.glance.internal.keystone.Grant;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.ImageReference;
import io.ingot.image.spi.Location;
import io.ingot.testing.openstack.FakeSwift;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TemporaryUrlsTest extends SwiftFixture {
    private static final String OBJECT = "/v1/AUTH_6d0e5f/glance/" + Given.ID;
    private static final Map<String, ?> WITH_KEY = Map.of("_swiftTempUrlKey", Given.KEY);
    private static final Map<String, ?> WITH_DIGEST_AND_KEY =
            Map.of("_swiftTempUrlKey", Given.KEY, "swiftTempUrlDigest", "sha256");
    private static final Map<String, ?> CACHED = Map.of(
            "swiftTempUrlCacheEnabled",
            true,
            "swiftTempUrlDurationSeconds",
            100,
            "swiftTempUrlExpectedDownloadStartDelaySeconds",
            30);

    TemporaryUrlsTest() throws IOException {}

    @ParameterizedTest
    @ValueSource(strings = {"", "sha256", "sha512", "sha1"})
    @DisplayName("S: the URL is sufficient for the bytes, without a token")
    void urlIsSufficientForTheBytes(String digest) throws Exception {
        swift.object(OBJECT, "the image");

        Location location = location(Map.of("swiftTempUrlDigest", digest));

        assertThat(location.credentials()).isEmpty();
        assertThat(FakeSwift.read(location.reference())).isEqualTo("the image");
    }

    @Test
    @DisplayName("S: a URL and its location expire at the stated time")
    void urlExpiresAfterItsLifetime() throws Exception {
        swift.object(OBJECT, "the image");
        Map<String, ?> settings = Map.of("swiftTempUrlDurationSeconds", 100);

        Location location = location(settings);

        assertThat(location.until()).contains(clock.instant().plusSeconds(100));
        assertThat(Given.parameter(location, "temp_url_expires")).isEqualTo("1700000100");
        clock.advance(Duration.ofSeconds(100));
        assertThat(FakeSwift.read(location.reference())).isEqualTo("the image");
        clock.advance(Duration.ofSeconds(1));
        assertThat(FakeSwift.read(location.reference())).isEqualTo("401");
        assertThat(FakeSwift.read(location(settings).reference())).isEqualTo("the image");
    }

    @Test
    @DisplayName("S-02: without a configured endpoint, the first of the catalogue is used")
    void endpointIsTheFirstOfTheCatalogue() throws Exception {
        Grant grant = Given.grant("http://internal.test:8080/v1/AUTH_6d0e5f", "http://public.test/v1/AUTH_6d0e5f");

        assertThat(location(WITH_DIGEST_AND_KEY, Given.ID, grant).reference().exact())
                .startsWith("http://internal.test:8080" + OBJECT + "?");
    }

    @Test
    @DisplayName("S-02: a configured endpoint overrides the catalogue")
    void configuredEndpointIsUsed() throws Exception {
        Map<String, ?> settings = Map.of(
                "swiftEndpoint",
                "https://swift.test/swift/v1/",
                "_swiftTempUrlKey",
                Given.KEY,
                "swiftTempUrlDigest",
                "sha1");

        assertThat(location(settings, Given.ID, Given.grant()).reference().exact())
                .startsWith("https://swift.test/swift" + OBJECT + "?");
    }

    @Test
    @DisplayName("S-02: a missing endpoint is reported with the property to set")
    void missingEndpointIsReported() {
        assertThatFailure(() -> location(WITH_KEY, Given.ID, Given.grant()))
                .hasCode(ErrorCode.INVALID_CONFIGURATION)
                .hasMessageContaining("object-store")
                .hasMessageContaining("io.ingot.glance/swiftEndpoint");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftp://swift.test/v1/AUTH_x",
                "http://u:s3cret@swift.test/v1/AUTH_x",
                "http://swift.test/?a=s3cret"
            })
    @DisplayName("S-02: invalid endpoints of the catalogue are skipped")
    void invalidEndpointOfTheCatalogueIsSkipped(String url) throws Exception {
        assertThatFailure(() -> location(WITH_KEY, Given.ID, Given.grant(url)))
                .hasCode(ErrorCode.INVALID_CONFIGURATION)
                .hasMessageContaining("io.ingot.glance/swiftEndpoint")
                .hasMessageNotContaining("s3cret");
        assertThat(location(WITH_DIGEST_AND_KEY, Given.ID, Given.grant(url, "http://b.test"))
                        .reference()
                        .host())
                .contains("b.test");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "/", "/v1", "/v1/", "/v1/AUTH_x", "/v1/AUTH_x/", "//v1//AUTH_6d0e5f//", "/v1/KEY_other"})
    @DisplayName("S-03: version and account at the end of an endpoint are not part of it")
    void suffixOfTheEndpointIsRemoved(String suffix) throws Exception {
        for (String prefix : List.of("http://swift.test:8080", "https://[::1]/swift", "http://s.test/a%20b/v1x")) {
            assertThat(location(WITH_DIGEST_AND_KEY, Given.ID, Given.grant(prefix + suffix))
                            .reference()
                            .exact())
                    .startsWith(prefix + OBJECT + "?");
        }
    }

    @ParameterizedTest
    @CsvSource({"AUTH,AUTH_6d0e5f", "AUTH_,AUTH_6d0e5f", "KEY,KEY_6d0e5f", "A__,A__6d0e5f", "'',6d0e5f"})
    @DisplayName("S-04: without a configured account, it is the prefix, one underscore and the project")
    void accountFollowsFromTheProject(String prefix, String account) throws Exception {
        Map<String, ?> settings =
                Map.of("swiftAccountPrefix", prefix, "_swiftTempUrlKey", Given.KEY, "swiftTempUrlDigest", "sha256");

        assertThat(location(settings).reference().path()).isEqualTo("/v1/" + account + "/glance/" + Given.ID);
    }

    @Test
    @DisplayName("S-04: a configured account is used as it is")
    void configuredAccountIsUsed() throws Exception {
        location(Map.of("swiftAccount", "AUTH_glance"));

        assertThat(swift.requests()).contains("HEAD /v1/AUTH_glance");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "../AUTH_other", "a/b", "a\nb"})
    @DisplayName("S-04: without a valid project, the account must be configured")
    void missingProjectIsReported(String project) {
        Grant grant = Given.grant(
                Optional.of(project).filter(id -> !id.isEmpty()),
                filter -> List.of(ImageReference.parse("http://swift.test")));

        assertThatFailure(() -> location(WITH_KEY, Given.ID, grant))
                .hasCode(ErrorCode.INVALID_CONFIGURATION)
                .hasMessageContaining("io.ingot.glance/swiftAccount");
    }

    @Test
    @DisplayName("S-05: without a configured key, it is read from the Swift account with the account's token")
    void keyIsReadFromTheAccount() throws Exception {
        swift.object(OBJECT, "the image").account(204, Map.of("X-Account-Meta-Temp-URL-Key", "schlüssel €"));

        assertThat(FakeSwift.read(location(Map.of()).reference())).isEqualTo("the image");
        assertThat(swift.requests()).containsOnlyOnce("HEAD /v1/AUTH_6d0e5f");
    }

    @Test
    @DisplayName("S-05: the second key of the account is used if there is no first")
    void secondKeyIsUsedWithoutAFirst() throws Exception {
        String withFirst = Given.signature(location(Map.of()));

        swift.account(200, Map.of("X-Account-Meta-Temp-URL-Key-2", Given.KEY, "X-Account-Meta-Temp-URL-Key", " "));

        assertThat(Given.signature(location(Map.of()))).isEqualTo(withFirst);
    }

    @Test
    @DisplayName("S-05: a missing key is reported with the property to set")
    void missingKeyIsReported() {
        swift.account(204, Map.of("X-Account-Meta-Quota-Bytes", "5"));

        assertThatFailure(() -> location(Map.of()))
                .hasCode(ErrorCode.INVALID_CONFIGURATION)
                .hasMessageContaining(swift.url() + "/v1/AUTH_6d0e5f")
                .hasMessageContaining("X-Account-Meta-Temp-URL-Key")
                .hasMessageContaining("io.ingot.glance/swiftTempUrlKeyFile");
    }

    @ParameterizedTest
    @CsvSource({"401,NOT_AUTHORIZED", "403,NOT_AUTHORIZED", "404,INVALID_CONFIGURATION"})
    @DisplayName("S-05: an account that is inaccessible or missing is named")
    void inaccessibleAccountIsReported(int status, ErrorCode code) {
        swift.account(status, Map.of());

        assertThatFailure(() -> location(Map.of()))
                .hasCode(code)
                .hasMessageContaining(swift.url() + "/v1/AUTH_6d0e5f")
                .hasMessageContaining("io.ingot.glance/swift");
    }

    @Test
    @DisplayName("S-05: a temporary failure of Swift is retryable")
    void failureOfSwiftIsRetryable() {
        swift.account(503, Map.of("Retry-After", "7"));

        ImageException failure = assertThatFailure(() -> location(Map.of()))
                .hasCode(ErrorCode.TRANSFER_FAILED)
                .failure();

        assertThat(failure.retryable()).isTrue();
        assertThat(failure.retryAfter()).contains(Duration.ofSeconds(7));
    }

    @Test
    @DisplayName(
            "S-05: a configured key is used without reading the account; a new key in its file takes effect immediately")
    void keyOfAFileIsReadAtEachSignature(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("key"), Given.KEY + "\n");
        Map<String, ?> settings = Map.of("swiftTempUrlKeyFile", file.toString(), "swiftTempUrlCacheEnabled", true);

        Location first = location(settings);
        Files.writeString(file, "another");

        assertThat(Given.signature(first)).isEqualTo(Given.signature(location(WITH_KEY)));
        assertThat(Given.signature(location(settings))).isNotEqualTo(Given.signature(first));
        assertThat(swift.requests()).containsExactly("GET /info");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "757274c428564bd2bb209a4a231e187b",
                "757274c4-2856-4bd2-bb20-9a4a231e187b\n",
                "757274c4-2856-4bd2-bb20-9a4a231e187b?temp_url_prefix=",
                "../../AUTH_other/secrets/757274c4-2856-4bd2-bb20-9a4a231e187b",
                "757274c4-2856-4bd2-bb20-9a4a231e187g",
                "..",
                "None"
            })
    @DisplayName("S-06: an id that is not a UUID is rejected without a request")
    void onlyUuidsAreSigned(String id) {
        assertThatFailure(() -> location(Map.of(), id, Given.grant(swift.url())))
                .hasCode(ErrorCode.UNACCEPTABLE)
                .hasMessageContaining("UUID")
                .hasMessageNotContaining("\n");
        assertThat(swift.requests()).isEmpty();
    }

    @Test
    @DisplayName("S-07: with a seed, the image's id names its container")
    void seedNamesTheContainer() throws Exception {
        Location location = location(Map.of("swiftStoreMultipleContainersSeed", 8));

        assertThat(location.reference().path()).isEqualTo("/v1/AUTH_6d0e5f/glance_757274c4/" + Given.ID);
        swift.object("/v1/AUTH_6d0e5f/glance_757274c4/" + Given.ID, "the image");
        assertThat(FakeSwift.read(location.reference())).isEqualTo("the image");
    }

    @Test
    @DisplayName("S: the name of a container is encoded in the URL and signed as it is")
    void containerNameIsEncodedInTheUrlOnly() throws Exception {
        swift.object("/v1/AUTH_6d0e5f/Bücher & 100%/" + Given.ID, "the image");

        Location location = location(Map.of("swiftContainer", "Bücher & 100%"));

        assertThat(location.reference().path()).contains("/B%C3%BCcher%20%26%20100%25/");
        assertThat(FakeSwift.read(location.reference())).isEqualTo("the image");
    }

    @Test
    @DisplayName("S-10: without the cache, each URL is new")
    void urlsAreNotCachedByDefault() throws Exception {
        Location first = location(Map.of());
        clock.advance(Duration.ofSeconds(1));

        assertThat(location(Map.of())).isNotEqualTo(first);
    }

    @Test
    @DisplayName("S-10: with the cache, a URL is used again while it is valid for longer than the expected delay")
    void cachedUrlIsUsedAgainWhileItIsValid() throws Exception {
        Location first = location(CACHED);

        clock.advance(Duration.ofSeconds(69));
        assertThat(location(CACHED)).isEqualTo(first);
        clock.advance(Duration.ofSeconds(1));
        Location second = location(CACHED);

        assertThat(second).isNotEqualTo(first);
        assertThat(second.until()).contains(Instant.ofEpochSecond(1_700_000_170));
        assertThat(location(CACHED)).isEqualTo(second);
    }

    @Test
    @DisplayName("S-10: another image, account, key, digest or endpoint has another URL")
    void cachedUrlsDifferByTheirParameters() throws Exception {
        Location first = location(CACHED);
        String other = "00000000-2856-4bd2-bb20-9a4a231e187b";
        String sameSwift = swift.url().replace("127.0.0.1", "localhost");

        assertThat(location(CACHED, other, Given.grant(swift.url())).reference().path())
                .endsWith(other);
        assertThat(location(CACHED, Given.ID, Given.grant(sameSwift))
                        .reference()
                        .host())
                .contains("localhost");
        swift.account(204, Map.of("X-Account-Meta-Temp-URL-Key", "another"));
        assertThat(Given.signature(location(CACHED))).isNotEqualTo(Given.signature(first));
        swift.account(204, Map.of("X-Account-Meta-Temp-URL-Key", Given.KEY));
        assertThat(location(CACHED)).isEqualTo(first);
    }
}
