// SPDX-License-Identifier: Apache-2.0
package io.ingot.glance.internal;

import static io.ingot.testing.ImageFailureAssert.assertThatFailure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.ingot.glance.internal.cloud.Environment;
import io.ingot.glance.internal.document.JsonDocument;
import io.ingot.glance.internal.settings.Configs;
import io.ingot.glance.internal.settings.GlanceConfig;
import io.ingot.image.Call;
import io.ingot.image.Checksum;
import io.ingot.image.Credentials;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.ImageInfo;
import io.ingot.image.ImageReference;
import io.ingot.image.ImageRequest;
import io.ingot.image.Secret;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GlanceImageServiceTest {
    private static final String ID = "733d1c44-a2ea-414b-aca7-69decf20d810";
    private static final String SHA512 = "ab".repeat(64);
    private static final String ACTIVE = """
            {"id": "%s", "name": "debian", "status": "active", "visibility": "public", "owner": null,
             "protected": false, "tags": ["a", "b"], "min_disk": 2, "min_ram": 0, "size": 1234,
             "virtual_size": 10737418240, "disk_format": "qcow2", "container_format": "bare",
             "created_at": "2026-01-30T10:00:00Z", "updated_at": "2026-01-31T12:00:00Z",
             "checksum": "%s", "os_hash_algo": "sha512", "os_hash_value": "%s", "os_hidden": false,
             "kernel_id": "0f4d1c44-a2ea-414b-aca7-69decf20d811", "mappings": "[{\\"device\\": \\"vda\\"}]",
             "self": "/v2/images/x", "file": "/v2/images/x/file", "schema": "/v2/schemas/image"}
            """.formatted(ID, "0c".repeat(16), SHA512);

    private final FakeGlance glance = new FakeGlance();
    private final GlanceImageService service = service(FakeGlance.ENDPOINT);

    @Test
    @DisplayName("G-01, G-02: metadata are converted, times to instants")
    void metadataAreConverted() throws Exception {
        glance.metadata(ID, 200, ACTIVE);

        ImageInfo info = show();

        assertThat(info.size()).hasValue(1234);
        assertThat(info.diskFormat()).hasValue("qcow2");
        assertThat(info.containerFormat()).hasValue("bare");
        assertThat(info.updatedAt()).hasValue(Instant.parse("2026-01-31T12:00:00Z"));
        assertThat(info.properties())
                .containsEntry("name", "debian")
                .containsEntry("visibility", "public")
                .containsEntry("min_disk", "2")
                .containsEntry("virtual_size", "10737418240")
                .containsEntry("tags", "[\"a\",\"b\"]")
                .containsEntry("kernel_id", "0f4d1c44-a2ea-414b-aca7-69decf20d811")
                .containsEntry("id", ID)
                .containsEntry("status", "active")
                .containsEntry("protected", "false")
                .containsEntry("os_hidden", "false")
                .containsEntry("min_ram", "0")
                .containsEntry("created_at", "2026-01-30T10:00:00Z")
                .doesNotContainKeys("size", "file", "self", "schema", "os_hash_value");
    }

    @ParameterizedTest
    @DisplayName("G-02: times are instants, in UTC unless Glance gives an offset")
    @CsvSource({
        "2026-01-30T10:00:00Z, 2026-01-30T10:00:00Z",
        "2026-01-30T12:00:00+02:00, 2026-01-30T10:00:00Z",
        "2026-01-30T10:00:00.000000, 2026-01-30T10:00:00Z",
        "yesterday, yesterday"
    })
    void timesAreInstants(String text, String expected) throws Exception {
        glance.metadata(ID, 200, ACTIVE.replace("2026-01-30T10:00:00Z", text));

        assertThat(show().properties()).containsEntry("created_at", expected);
    }

    @Test
    @DisplayName("G-06: block_device_mapping and mappings, kept as the text of JSON, are decoded")
    void structuresAreDecoded() throws Exception {
        glance.metadata(ID, 200, with("\"block_device_mapping\": [ {\"boot_index\": 0} ]"));

        ImageInfo info = show();

        assertThat(info.properties())
                .containsEntry("mappings", "[{\"device\":\"vda\"}]")
                .containsEntry("block_device_mapping", "[{\"boot_index\":0}]");
        assertThat(info.notes()).isEmpty();
    }

    @ParameterizedTest
    @DisplayName("G-06: values that are not JSON are kept, with a note")
    @ValueSource(strings = {"vda=swap", "5", "["})
    void malformedStructuresAreKeptAndNoted(String text) throws Exception {
        glance.metadata(ID, 200, with("\"block_device_mapping\": \"" + text + "\""));

        ImageInfo info = show();

        assertThat(info.properties()).containsEntry("block_device_mapping", text);
        assertThat(info.notes()).singleElement(InstanceOfAssertFactories.STRING).contains("block_device_mapping");
    }

    @ParameterizedTest
    @DisplayName("G-07: attributes without a value are not properties")
    @ValueSource(strings = {"null", "\"\"", "[]", "{}"})
    void emptyAttributesAreNotProperties(String value) throws Exception {
        glance.metadata(ID, 200, with("\"os_distro\": " + value));

        assertThat(show().properties()).doesNotContainKey("os_distro");
    }

    @ParameterizedTest
    @DisplayName("an active image without bytes is rejected")
    @ValueSource(strings = {"0", "-0"})
    void emptyImageIsRejected(String size) {
        glance.metadata(ID, 200, ACTIVE.replace("\"size\": 1234", "\"size\": " + size));

        ImageException refusal = assertThatFailure(this::show).failure();

        assertThat(refusal.code()).isEqualTo(ErrorCode.UNACCEPTABLE);
        assertThat(refusal).hasMessageContaining("is empty");
    }

    @Test
    @DisplayName("G-07: attributes without a value are not properties")
    void nullAttributesAreNotProperties() throws Exception {
        glance.metadata(ID, 200, ACTIVE);

        assertThat(show().properties()).doesNotContainKey("owner");
    }

    @Test
    void bothChecksumsAreReported() throws Exception {
        glance.metadata(ID, 200, ACTIVE);

        assertThat(show().checksums())
                .containsExactly(new Checksum("sha512", SHA512), new Checksum("md5", "0c".repeat(16)));
    }

    @Test
    void idIsTheVersionAndTheImageIsImmutable() throws Exception {
        glance.metadata(ID, 200, ACTIVE);

        assertThat(show().version()).hasValue(ID);
        assertThat(show().immutable()).isTrue();
    }

    @Test
    void noCacheAppliesToAllRequests() throws Exception {
        glance.metadata(ID, 200, ACTIVE).file(ID, 206);
        ImageRequest request = request().as(new Credentials.Token(Secret.of("member")));

        try (Call call = Call.start()) {
            service.show(request, call);
            service.show(request.noCache(true), call);
        }

        assertThat(glance.requests())
                .extracting(sent -> sent.headers().get("cache-control"))
                .containsExactly(null, null, "no-cache", "no-cache");
        assertThat(glance.requests())
                .extracting(sent -> sent.headers().get("pragma"))
                .containsExactly(null, null, "no-cache", "no-cache");
    }

    @ParameterizedTest
    @DisplayName("G-03: an image that is not active is rejected, with a reason for each status")
    @CsvSource({
        "queued, not been uploaded",
        "saving, being uploaded",
        "uploading, being staged",
        "importing, being imported",
        "deactivated, administrator",
        "killed, upload failed",
        "pending_delete, about to be deleted",
        "brand_new_state, unknown"
    })
    void inactiveImageIsRejectedWithItsStatus(String status, String reason) {
        glance.metadata(ID, 200, ACTIVE.replace("\"active\"", "\"" + status + "\""));

        ImageException refusal = assertThatFailure(this::show).failure();

        assertThat(refusal.code()).isEqualTo(ErrorCode.UNACCEPTABLE);
        assertThat(refusal).hasMessageContaining(status).hasMessageContaining("required to be active");
        assertThat(refusal).hasMessageContaining(reason);
    }

    @ParameterizedTest
    @DisplayName("G-04, G-08, G-09, G-11: statuses of Glance become codes")
    @CsvSource({
        "204, UNACCEPTABLE, false",
        "400, INVALID_REFERENCE, false",
        "401, NOT_AUTHORIZED, false",
        "403, NOT_AUTHORIZED, false",
        "404, NOT_FOUND, false",
        "409, UNACCEPTABLE, false",
        "410, NOT_FOUND, false",
        "413, TRANSFER_FAILED, false",
        "501, TRANSFER_FAILED, false",
        "500, TRANSFER_FAILED, true",
        "503, TRANSFER_FAILED, true"
    })
    void statusesBecomeCodes(int status, ErrorCode code, boolean retryable) {
        glance.metadata(ID, status, "<html>no</html>");

        ImageException failure = assertThatFailure(this::show).failure();

        assertThat(failure.code()).isEqualTo(code);
        assertThat(failure.retryable()).isEqualTo(retryable);
        assertThat(failure).hasMessageContaining(ID).hasMessageNotContaining("html");
    }

    @ParameterizedTest
    @DisplayName("a response that is not from Glance is a non-retryable failure that says what to check")
    @ValueSource(
            strings = {
                "",
                "<html>",
                "[]",
                "{}",
                "null",
                "{\"id\": 5}",
                "{\"id\": \"0f4d1c44-a2ea-414b-aca7-69decf20d811\", \"status\": \"active\"}",
                "{\"id\": \"733d1c44-a2ea-414b-aca7-69decf20d810\", \"status\": \"active\", \"size\": -1}",
                "{\"id\": \"733d1c44-a2ea-414b-aca7-69decf20d810\", \"status\": \"active\", \"size\": \"12\"}",
                "{\"id\": \"733d1c44-a2ea-414b-aca7-69decf20d810\", \"status\": \"active\", \"size\": 1e99}"
            })
    void responseThatIsNotFromGlanceIsNotRetryable(String document) {
        glance.metadata(ID, 200, document);

        ImageException failure = assertThatFailure(this::show).failure();

        assertThat(failure.code()).isEqualTo(ErrorCode.TRANSFER_FAILED);
        assertThat(failure.retryable()).isFalse();
        assertThat(failure).hasMessageContaining("io.ingot.glance/endpoint");
    }

    @Test
    void endlessDocumentIsCutOff() {
        AtomicLong sent = new AtomicLong();
        glance.metadata(ID, () -> endless(sent));

        ImageException failure = assertThatFailure(this::show).failure();

        assertThat(failure).hasMessageContaining("more than " + JsonDocument.MAX_BYTES);
        assertThat(sent.get()).isLessThan(2L * JsonDocument.MAX_BYTES);
    }

    @Test
    void deeplyNestedDocumentIsRejected() {
        glance.metadata(ID, 200, "{\"a\":".repeat(10_000) + "1" + "}".repeat(10_000));

        assertThatFailure(this::show).hasCode(ErrorCode.TRANSFER_FAILED);
    }

    @Test
    void unprintableStatusIsNotShown() {
        glance.metadata(ID, 200, ACTIVE.replace("\"active\"", "\"" + "x".repeat(5000) + "\\n\""));

        assertThat(assertThatFailure(this::show).failure().getMessage()).hasSizeLessThan(200);
    }

    @Test
    void malformedChecksumIsReported() {
        glance.metadata(ID, 200, ACTIVE.replace(SHA512, "abc"));

        ImageException failure = assertThatFailure(this::show).failure();

        assertThat(failure.code()).isEqualTo(ErrorCode.INVALID_METADATA);
        assertThat(failure).hasMessageContaining("os_hash_value");
    }

    @Test
    void malformedTimeIsAbsent() throws Exception {
        glance.metadata(ID, 200, ACTIVE.replace("2026-01-31T12:00:00Z", "yesterday"));

        assertThat(show().updatedAt()).isEmpty();
    }

    @Test
    void missingEndpointIsReportedWithTheProperty() {
        GlanceImageService unconfigured = service("");

        ImageException failure;
        try (Call call = Call.start()) {
            failure = catchThrowableOfType(ImageException.class, () -> unconfigured.show(request(), call));
        }
        assertThat(failure.code()).isEqualTo(ErrorCode.INVALID_CONFIGURATION);
        assertThat(failure).hasMessageContaining("io.ingot.glance/endpoint");
    }

    @Test
    void invalidConfigurationIsReportedUntilItIsCorrected() throws Exception {
        GlanceImageService misconfigured = service("ftp://glance.test");
        glance.metadata(ID, 200, ACTIVE);

        try (Call call = Call.start()) {
            ImageException failure =
                    catchThrowableOfType(ImageException.class, () -> misconfigured.show(request(), call));
            assertThat(failure.code()).isEqualTo(ErrorCode.INVALID_CONFIGURATION);
            assertThat(failure).hasMessageContaining("io.ingot.glance/endpoint");

            misconfigured.modified(config(FakeGlance.ENDPOINT));
            assertThat(misconfigured.show(request(), call).immutable()).isTrue();
        }
    }

    @Test
    void invalidChangeKeepsTheFormerEndpoint() throws Exception {
        glance.metadata(ID, 200, ACTIVE);
        service.modified(config("ftp://glance.test"));

        assertThat(show().immutable()).isTrue();
    }

    @Test
    void changedEndpointIsUsedByTheNextCall() throws Exception {
        glance.metadata(ID, 200, ACTIVE);
        service.modified(config("https://other.test/v2/"));

        show();

        assertThat(glance.requests().get(0).target()).hasToString("https://other.test/v2/images/" + ID);
    }

    @Test
    @DisplayName("D-22: a reference with a fragment is rejected without a request")
    void referenceWithAFragmentIsRejected() throws Exception {
        ImageRequest request = ImageRequest.of(ImageReference.parse("glance://" + ID + "#a"));

        try (Call call = Call.start()) {
            ImageException failure = catchThrowableOfType(ImageException.class, () -> service.show(request, call));
            assertThat(failure.code()).isEqualTo(ErrorCode.INVALID_REFERENCE);
            assertThat(failure).hasMessageContainingAll("UUID", "fragment");
        }
        assertThat(glance.requests()).isEmpty();
    }

    private ImageInfo show() throws ImageException {
        try (Call call = Call.start()) {
            return service.show(request(), call);
        }
    }

    /** The metadata with one more attribute. */
    private static String with(String attribute) {
        return ACTIVE.replace("\"self\"", attribute + ", \"self\"");
    }

    private static ImageRequest request() {
        try {
            return ImageRequest.of(ImageReference.parse(ID));
        } catch (ImageException e) {
            throw new AssertionError(e);
        }
    }

    private static InputStream endless(AtomicLong sent) {
        return new InputStream() {
            @Override
            public int read() {
                sent.incrementAndGet();
                return ' ';
            }

            @Override
            public int read(byte[] buffer, int offset, int length) {
                Arrays.fill(buffer, offset, offset + length, (byte) ' ');
                sent.addAndGet(length);
                return length;
            }
        };
    }

    /** Creates a service in an environment without clouds and variables. */
    private GlanceImageService service(String endpoint) {
        Path missing = Path.of("/nonexistent");
        Environment empty = new Environment(Map.of(), missing, missing, missing);
        return new GlanceImageService(config(endpoint), config -> OpenStackFactory.create(config, empty, glance));
    }

    private static GlanceConfig config(String endpoint) {
        return Configs.with(Map.of("endpoint", endpoint));
    }
}
