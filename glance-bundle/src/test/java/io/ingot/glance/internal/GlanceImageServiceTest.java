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
    @DisplayName("G-01, G-02: what Glance knows is handed on, times as instants")
    void metadataAreHandedOn() throws Exception {
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
    @DisplayName("G-02: times are instants, of UTC where Glance names no offset")
    @CsvSource({
        "2026-01-30T10:00:00Z, 2026-01-30T10:00:00Z",
        "2026-01-30T12:00:00+02:00, 2026-01-30T10:00:00Z",
        "2026-01-30T10:00:00.000000, 2026-01-30T10:00:00Z",
        "yesterday, yesterday"
    })
    void timesAreInstants(String said, String meant) throws Exception {
        glance.metadata(ID, 200, ACTIVE.replace("2026-01-30T10:00:00Z", said));

        assertThat(show().properties()).containsEntry("created_at", meant);
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
    @DisplayName("G-06: what is no JSON there is left as it is, and said")
    @ValueSource(strings = {"vda=swap", "5", "["})
    void structuresThatAreNoneAreLeft(String text) throws Exception {
        glance.metadata(ID, 200, with("\"block_device_mapping\": \"" + text + "\""));

        ImageInfo info = show();

        assertThat(info.properties()).containsEntry("block_device_mapping", text);
        assertThat(info.notes()).singleElement(InstanceOfAssertFactories.STRING).contains("block_device_mapping");
    }

    @ParameterizedTest
    @DisplayName("G-07: attributes without a value are no properties")
    @ValueSource(strings = {"null", "\"\"", "[]", "{}"})
    void emptyAttributesAreNoProperties(String nothing) throws Exception {
        glance.metadata(ID, 200, with("\"os_distro\": " + nothing));

        assertThat(show().properties()).doesNotContainKey("os_distro");
    }

    @ParameterizedTest
    @DisplayName("an active image without a byte is an error")
    @ValueSource(strings = {"0", "-0"})
    void emptyImageIsRefused(String size) {
        glance.metadata(ID, 200, ACTIVE.replace("\"size\": 1234", "\"size\": " + size));

        ImageException refusal = assertThatFailure(this::show).failure();

        assertThat(refusal.code()).isEqualTo(ErrorCode.UNACCEPTABLE);
        assertThat(refusal).hasMessageContaining("is empty");
    }

    @Test
    @DisplayName("G-07: attributes without a value are no properties")
    void nullAttributesAreNoProperties() throws Exception {
        glance.metadata(ID, 200, ACTIVE);

        assertThat(show().properties()).doesNotContainKey("owner");
    }

    @Test
    void bothHashesAreVouchedForAndOnlyTheStrongOneIsStrong() throws Exception {
        glance.metadata(ID, 200, ACTIVE);

        assertThat(show().checksums())
                .containsExactly(new Checksum("sha512", SHA512), new Checksum("md5", "0c".repeat(16)));
    }

    @Test
    void theIdIsTheVersionAndTheImageNeverChanges() throws Exception {
        glance.metadata(ID, 200, ACTIVE);

        assertThat(show().version()).hasValue(ID);
        assertThat(show().immutable()).isTrue();
    }

    @Test
    void pastCachesEveryQuestionGoesPastThem() throws Exception {
        glance.metadata(ID, 200, ACTIVE).file(ID, 206);
        ImageRequest request = request().as(new Credentials.Token(Secret.of("member")));

        try (Call call = Call.start()) {
            service.show(request, call);
            service.show(request.noCache(true), call);
        }

        assertThat(glance.asked())
                .extracting(ask -> ask.headers().get("cache-control"))
                .containsExactly(null, null, "no-cache", "no-cache");
        assertThat(glance.asked())
                .extracting(ask -> ask.headers().get("pragma"))
                .containsExactly(null, null, "no-cache", "no-cache");
    }

    @ParameterizedTest
    @DisplayName("G-03: an image that is not active is refused, each state in its own words")
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
    void inactiveImagesAreRefused(String status, String words) {
        glance.metadata(ID, 200, ACTIVE.replace("\"active\"", "\"" + status + "\""));

        ImageException refusal = assertThatFailure(this::show).failure();

        assertThat(refusal.code()).isEqualTo(ErrorCode.UNACCEPTABLE);
        assertThat(refusal).hasMessageContaining(status).hasMessageContaining("required to be active");
        assertThat(refusal).hasMessageContaining(words);
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
    @DisplayName("what is not Glance's is a lasting error that says what to check")
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
    void whatIsNotGlanceIsALastingError(String document) {
        glance.metadata(ID, 200, document);

        ImageException failure = assertThatFailure(this::show).failure();

        assertThat(failure.code()).isEqualTo(ErrorCode.TRANSFER_FAILED);
        assertThat(failure.retryable()).isFalse();
        assertThat(failure).hasMessageContaining("io.ingot.glance/endpoint");
    }

    @Test
    void anEndlessDocumentIsCutOff() {
        AtomicLong served = new AtomicLong();
        glance.metadata(ID, () -> endless(served));

        ImageException failure = assertThatFailure(this::show).failure();

        assertThat(failure).hasMessageContaining("more than " + JsonDocument.MAX_BYTES);
        assertThat(served.get()).isLessThan(2L * JsonDocument.MAX_BYTES);
    }

    @Test
    void aDeeplyNestedDocumentIsRefused() {
        glance.metadata(ID, 200, "{\"a\":".repeat(10_000) + "1" + "}".repeat(10_000));

        assertThatFailure(this::show).hasCode(ErrorCode.TRANSFER_FAILED);
    }

    @Test
    void statusThatNoStatusIsIsNotShown() {
        glance.metadata(ID, 200, ACTIVE.replace("\"active\"", "\"" + "x".repeat(5000) + "\\n\""));

        assertThat(assertThatFailure(this::show).failure().getMessage()).hasSizeLessThan(200);
    }

    @Test
    void aMalformedHashIsSaidAndNotPassedOver() {
        glance.metadata(ID, 200, ACTIVE.replace(SHA512, "abc"));

        ImageException failure = assertThatFailure(this::show).failure();

        assertThat(failure.code()).isEqualTo(ErrorCode.INVALID_METADATA);
        assertThat(failure).hasMessageContaining("os_hash_value");
    }

    @Test
    void aDateThatCannotBeReadIsAbsent() throws Exception {
        glance.metadata(ID, 200, ACTIVE.replace("2026-01-31T12:00:00Z", "yesterday"));

        assertThat(show().updatedAt()).isEmpty();
    }

    @Test
    void withoutAnEndpointTheErrorNamesTheProperty() {
        GlanceImageService unconfigured = service("");

        ImageException failure;
        try (Call call = Call.start()) {
            failure = catchThrowableOfType(ImageException.class, () -> unconfigured.show(request(), call));
        }
        assertThat(failure.code()).isEqualTo(ErrorCode.INVALID_CONFIGURATION);
        assertThat(failure).hasMessageContaining("io.ingot.glance/endpoint");
    }

    @Test
    void aServiceThatWasNeverConfiguredRightSaysWhyUntilItIs() throws Exception {
        GlanceImageService wrong = service("ftp://glance.test");
        glance.metadata(ID, 200, ACTIVE);

        try (Call call = Call.start()) {
            ImageException failure = catchThrowableOfType(ImageException.class, () -> wrong.show(request(), call));
            assertThat(failure.code()).isEqualTo(ErrorCode.INVALID_CONFIGURATION);
            assertThat(failure).hasMessageContaining("io.ingot.glance/endpoint");

            wrong.modified(config(FakeGlance.ENDPOINT));
            assertThat(wrong.show(request(), call).immutable()).isTrue();
        }
    }

    @Test
    void aWrongChangeLeavesTheFormerEndpointInForce() throws Exception {
        glance.metadata(ID, 200, ACTIVE);
        service.modified(config("ftp://glance.test"));

        assertThat(show().immutable()).isTrue();
    }

    @Test
    void anotherEndpointIsUsedFromTheNextCallOn() throws Exception {
        glance.metadata(ID, 200, ACTIVE);
        service.modified(config("https://other.test/v2/"));

        show();

        assertThat(glance.asked().get(0).target()).hasToString("https://other.test/v2/images/" + ID);
    }

    @Test
    @DisplayName("D-22: a reference with a fragment names no image, and Glance is not asked")
    void referenceWithAFragmentNamesNoImage() throws Exception {
        ImageRequest request = ImageRequest.of(ImageReference.parse("glance://" + ID + "#a"));

        try (Call call = Call.start()) {
            ImageException failure = catchThrowableOfType(ImageException.class, () -> service.show(request, call));
            assertThat(failure.code()).isEqualTo(ErrorCode.INVALID_REFERENCE);
            assertThat(failure).hasMessageContainingAll("UUID", "fragment");
        }
        assertThat(glance.asked()).isEmpty();
    }

    private ImageInfo show() throws ImageException {
        try (Call call = Call.start()) {
            return service.show(request(), call);
        }
    }

    /** The metadata with one attribute more. */
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

    private static InputStream endless(AtomicLong served) {
        return new InputStream() {
            @Override
            public int read() {
                served.incrementAndGet();
                return ' ';
            }

            @Override
            public int read(byte[] buffer, int offset, int length) {
                Arrays.fill(buffer, offset, offset + length, (byte) ' ');
                served.addAndGet(length);
                return length;
            }
        };
    }

    /** In an environment without clouds and variables. */
    private GlanceImageService service(String endpoint) {
        Path nowhere = Path.of("/nonexistent");
        Environment empty = new Environment(Map.of(), nowhere, nowhere, nowhere);
        return new GlanceImageService(config(endpoint), config -> OpenStackFactory.create(config, empty, glance));
    }

    private static GlanceConfig config(String endpoint) {
        return Configs.with(Map.of("endpoint", endpoint));
    }
}
