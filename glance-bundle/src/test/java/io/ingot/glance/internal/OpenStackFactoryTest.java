// SPDX-License-Identifier: Apache-2.0
package io.ingot.glance.internal;

import static io.ingot.glance.internal.Stage.ID;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.ingot.glance.internal.cloud.Environment;
import io.ingot.glance.internal.settings.Configs;
import io.ingot.httpclient.HttpRequest;
import io.ingot.image.Call;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.ImageInfo;
import io.ingot.image.spi.ImageSource;
import io.ingot.image.spi.Location;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Configurations against a fake of Keystone and Glance. */
class OpenStackFactoryTest {
    private static final Map<String, String> PASSWORD = Map.of(
            "authUrl", "http://keystone.test:5000",
            "username", "ironic",
            "userDomainId", "default",
            "projectName", "ours",
            "projectDomainId", "default",
            "_password", "pa55");

    @TempDir
    Path folder;

    private final FakeGlance servers = new FakeGlance();

    @BeforeEach
    void start() {
        servers.keystone("own-1", "http://catalogued.test:9292/v2")
                .metadata(ID, 200, Stage.ACTIVE)
                .file(ID, 206);
    }

    @Test
    @DisplayName("G-20, G-21: a password gives one token, which all calls use, at the catalogue's endpoint")
    void allCallsShareTheTokenOfAPassword() throws Exception {
        GlanceImageService service = service(PASSWORD, Map.of());

        show(service);
        show(service);
        locations(service);

        assertThat(servers.paths().stream().filter("/v3/auth/tokens"::equals)).hasSize(1);
        assertThat(servers.hosts()).containsOnly("keystone.test", "catalogued.test");
        assertThat(servers.sent("x-auth-token").subList(1, 6)).containsOnly("own-1");
    }

    @Test
    void accountIsReadFromVariables() throws Exception {
        show(service(
                Map.of(),
                Map.of(
                        "OS_AUTH_URL", "http://keystone.test:5000/v3",
                        "OS_INTERFACE", "internal",
                        "OS_APPLICATION_CREDENTIAL_ID", "abc",
                        "OS_APPLICATION_CREDENTIAL_SECRET", "s3cret")));

        assertThat(servers.sent("x-auth-token")).contains("own-1");
    }

    @Test
    void filesAreReadAtEachAuthenticationOnly() throws Exception {
        Path clouds = Files.writeString(folder.resolve("clouds.yaml"), clouds("http://first.test:5000"));
        GlanceImageService service = service(Map.of("cloud", "ours", "cloudsFile", clouds.toString()), Map.of());
        show(service);
        Files.writeString(clouds, clouds("http://second.test:5000"));
        show(service);
        servers.keystone("own-2", "http://catalogued.test:9292").acceptingOnly("own-2");

        show(service);

        assertThat(servers.hosts().stream().filter(host -> !host.equals("catalogued.test")))
                .containsExactly("first.test", "second.test");
    }

    @Test
    void requestsAreAnonymousWithoutAnAccount() throws Exception {
        show(service(Map.of("endpoint", FakeGlance.ENDPOINT), Map.of()));

        assertThat(servers.requests())
                .singleElement()
                .extracting(HttpRequest::credentials)
                .isEqualTo(Optional.empty());
    }

    @Test
    void missingConfigurationIsReportedWithTheSettings() {
        ImageException failure = catchThrowableOfType(ImageException.class, () -> show(service(Map.of(), Map.of())));

        assertThat(failure.code()).isEqualTo(ErrorCode.INVALID_CONFIGURATION);
        assertThat(failure).hasMessageContaining("io.ingot.glance/endpoint");
    }

    @Test
    void swiftNeedsNoAccountIfAllItsSettingsAreConfigured() throws Exception {
        List<Location> locations = locations(service(
                Map.of(
                        "endpoint", FakeGlance.ENDPOINT,
                        "swiftTempUrls", true,
                        "swiftEndpoint", "https://swift.test:8080",
                        "swiftAccount", "AUTH_p",
                        "swiftTempUrlDigest", "sha256",
                        "_swiftTempUrlKey", "s3cret"),
                Map.of()));

        assertThat(locations).hasSize(2);
        assertThat(locations.get(0).reference().path()).isEqualTo("/v1/AUTH_p/glance/" + ID);
        assertThat(locations.get(0).until()).isPresent();
        assertThat(locations.get(0))
                .hasToString(
                        "https://swift.test:8080/v1/AUTH_p/glance/" + ID + "?temp_url_sig=***&temp_url_expires=***");
    }

    @Test
    void accountThatIsAddedLaterIsFound() throws Exception {
        Path file = Files.writeString(folder.resolve("clouds.yaml"), "clouds:\n  ours:\n");
        GlanceImageService service = service(Map.of(), Map.of("OS_CLOUD", "ours"));
        assertThat(catchThrowableOfType(ImageException.class, () -> show(service))
                        .code())
                .isEqualTo(ErrorCode.INVALID_CONFIGURATION);

        Files.writeString(file, clouds("http://keystone.test:5000"));

        show(service);
    }

    @Test
    @DisplayName("S-02: a catalogue without Swift is reported with the property to set")
    void missingSwiftInTheCatalogueIsReported() {
        Map<String, Object> settings = new HashMap<>(PASSWORD);
        settings.put("swiftTempUrls", true);

        ImageException failure =
                catchThrowableOfType(ImageException.class, () -> locations(service(settings, Map.of())));
        assertThat(failure.code()).isEqualTo(ErrorCode.INVALID_CONFIGURATION);
        assertThat(failure).hasMessageContaining("io.ingot.glance/swiftEndpoint");
    }

    @ParameterizedTest
    @DisplayName("an invalid value is shown by the component runtime and reported to callers")
    @CsvSource({
        "endpoint, ftp://glance.test",
        "endpoint, http://user:pa55@glance.test/",
        "endpoint, banana",
        "authUrl, banana",
        "swiftEndpoint, ftp://swift.test",
        "swiftTempUrlDigest, md5"
    })
    void invalidValueIsReported(String property, String value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new GlanceConfigurationCheck(Configs.with(Map.of(property, value))))
                .withMessageContaining("io.ingot.glance/" + property)
                .withMessageNotContaining("pa55");

        ImageException failure =
                catchThrowableOfType(ImageException.class, () -> show(service(Map.of(property, value), Map.of())));
        assertThat(failure.code()).isEqualTo(ErrorCode.INVALID_CONFIGURATION);
        assertThat(failure).hasMessageContaining("io.ingot.glance/" + property);
    }

    private static String clouds(String keystone) {
        return """
                clouds:
                  ours:
                    interface: internal
                    auth:
                      auth_url: %s
                      username: ironic
                      user_domain_id: default
                      project_name: ours
                      project_domain_id: default
                      password: pa55
                """.formatted(keystone);
    }

    private GlanceImageService service(Map<String, ?> settings, Map<String, String> variables) {
        Environment environment = new Environment(variables, folder, folder, folder);
        return new GlanceImageService(
                Configs.with(settings), config -> OpenStackFactory.create(config, environment, servers));
    }

    private static void show(GlanceImageService service) throws ImageException {
        try (Call call = Call.start()) {
            service.show(Stage.request(), call);
        }
    }

    private static List<Location> locations(GlanceImageService service) throws IOException {
        try (Call call = Call.start();
                ImageSource source =
                        service.open(Stage.request(), ImageInfo.builder().build(), call)) {
            return ((ImageSource.Locations) source).locations();
        }
    }
}
