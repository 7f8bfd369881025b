// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.ingot.image.Checksum;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.ImageInfo;
import io.ingot.image.client.FetchOptions;
import io.ingot.image.client.FetchRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RefusedImagesTest {
    private static final byte[] BYTES = TestEngine.bytes(10_000);

    @TempDir
    Path folder;

    private TestEngine test;

    @BeforeEach
    void start() {
        test = TestEngine.in(folder);
    }

    @AfterEach
    void stop() {
        test.close();
    }

    @Test
    void listingIsNotAnImage() throws IOException {
        FakeImage image = test.image(BYTES).info(info -> info.kind(ImageInfo.Kind.LISTING));
        ImageException refusal = test.failure();
        assertThat(refusal.code()).isEqualTo(ErrorCode.UNACCEPTABLE);
        assertThat(refusal).hasMessageContaining("--allow-html");
        assertThat(image.opens).hasValue(0);
    }

    @Test
    @DisplayName("N-06: a share is described, but not fetched")
    void mountIsNotAnImage() throws IOException {
        FakeImage image = test.image(BYTES).info(info -> info.kind(ImageInfo.Kind.MOUNT));
        assertThat(test.failure().code()).isEqualTo(ErrorCode.UNACCEPTABLE);
        assertThat(test.failure(test.request().options(FetchOptions.DEFAULT.acceptListing(true)))
                        .code())
                .isEqualTo(ErrorCode.UNACCEPTABLE);
        assertThat(image.opens).hasValue(0);
    }

    @Test
    void emptyImageIsRefused() throws IOException {
        test.image(new byte[0]);
        assertThat(test.failure().code()).isEqualTo(ErrorCode.UNACCEPTABLE);
    }

    @Test
    void bodyOfUnknownLengthThatIsEmptyIsRefused() throws IOException {
        test.image(new byte[0]).replaceInfo(ImageInfo.builder().build()).thenReads(Faults.followedBy(new byte[0]));
        assertThat(test.failure().code()).isEqualTo(ErrorCode.UNACCEPTABLE);
    }

    @Test
    void bodyDeclaredEmptyIsRefused() throws IOException {
        FakeImage image =
                test.image(new byte[0]).replaceInfo(ImageInfo.builder().build());
        ImageException e = test.failure();
        assertThat(e.code()).isEqualTo(ErrorCode.UNACCEPTABLE);
        assertThat(e).hasMessageContaining("is empty");
        assertThat(image.offsets).hasSize(1);
    }

    @Test
    void operatorsLimitIsNamed() throws IOException {
        FakeImage image = test.image(BYTES);
        test.engine.modified(TestConfig.quick().with("maxImageBytes", 9_999L).get());
        ImageException e = test.failure();
        assertThat(e.code()).isEqualTo(ErrorCode.REFUSED_BY_POLICY);
        assertThat(e).hasMessageContaining("io.ingot.fetch/maxImageBytes");
        assertThat(image.opens).hasValue(0);
    }

    @Test
    void callersLimitAppliesAsWell() throws IOException {
        test.image(BYTES);
        ImageException e = test.failure(test.request().options(FetchOptions.DEFAULT.maxSize(9_999)));
        assertThat(e.code()).isEqualTo(ErrorCode.REFUSED_BY_POLICY);
        assertThat(e).hasMessageContaining("maxSize");
        test.fetch(test.request().options(FetchOptions.DEFAULT.maxSize(10_000)));
        test.assertOnlyDestination(BYTES);
    }

    @Test
    void policyChecksTheDeclaredSize() throws IOException {
        FakeImage image = test.image(BYTES);
        test.policy.maxBytes = 9_999;
        assertThat(test.failure().code()).isEqualTo(ErrorCode.REFUSED_BY_POLICY);
        assertThat(image.opens).hasValue(0);
    }

    @Test
    void policyChecksReceivedBytes() throws IOException {
        test.image(BYTES).replaceInfo(ImageInfo.builder().build()).thenReads(Faults.followedBy(new byte[0]));
        test.policy.maxBytes = 9_999;
        assertThat(test.failure().code()).isEqualTo(ErrorCode.REFUSED_BY_POLICY);
    }

    @Test
    @DisplayName("F-24: an endless body ends at the limit, without filling the disk")
    void endlessBodyEndsAtTheLimit() throws IOException {
        test.engine.modified(
                TestConfig.quick().with("maxImageBytes", 3_000_000L).get());
        test.image(BYTES)
                .replaceInfo(ImageInfo.builder().build())
                .thenReads((image, offset, call) -> image.body(new EndlessStream(), offset, OptionalLong.empty()));
        ImageException e = test.failure();
        assertThat(e.code()).isEqualTo(ErrorCode.REFUSED_BY_POLICY);
        assertThat(e).hasMessageContaining("maxImageBytes");
    }

    @Test
    @DisplayName("K-05, H-34: an unknown algorithm is refused before any request")
    void unknownAlgorithmIsRefused() throws IOException {
        FakeImage image = test.image(BYTES);
        assertThat(test.failure(test.request().checksum(new Checksum("foo9", "00112233")))
                        .code())
                .isEqualTo(ErrorCode.INVALID_METADATA);
        assertThat(test.failure(test.request().options(FetchOptions.DEFAULT.digests(List.of("foo9"))))
                        .code())
                .isEqualTo(ErrorCode.INVALID_METADATA);
        assertThat(image.shows).hasValue(0);
    }

    @Test
    @DisplayName("H-34: an algorithm that is not allowed is refused, not ignored")
    void algorithmThatPolicyRefusesIsRefused() throws IOException {
        test.image(BYTES);
        test.policy.refusedAlgorithm = "md5";
        assertThat(test.failure(test.request().checksum(TestEngine.checksum("md5", BYTES)))
                        .code())
                .isEqualTo(ErrorCode.REFUSED_BY_POLICY);
    }

    @Test
    void contradictoryChecksumsAreRefused() throws IOException {
        test.image(BYTES);
        FetchRequest request =
                test.request().checksum(TestEngine.sha256(BYTES)).checksum(TestEngine.sha256(new byte[1]));
        assertThat(test.failure(request).code()).isEqualTo(ErrorCode.INVALID_METADATA);
    }

    @Test
    void checksumThatTheServiceContradictsFailsBeforeTheFirstByte() throws IOException {
        FakeImage image = test.image(BYTES).info(info -> info.checksums(List.of(TestEngine.sha256(BYTES))));
        ImageException e = test.failure(test.request().checksum(TestEngine.sha256(new byte[1])));
        assertThat(e.code()).isEqualTo(ErrorCode.CHECKSUM_MISMATCH);
        assertThat(image.opens).hasValue(0);
    }

    @Test
    void insufficientSpaceFailsBeforeTheFirstByte() throws IOException {
        FakeImage image = test.image(BYTES).info(info -> info.size(Long.MAX_VALUE / 2));
        test.engine.modified(
                TestConfig.quick().with("maxImageBytes", Long.MAX_VALUE).get());
        ImageException e = test.failure();
        assertThat(e.code()).isEqualTo(ErrorCode.INSUFFICIENT_SPACE);
        assertThat(e).hasMessageContaining(folder.toString());
        assertThat(image.offsets).isEmpty();
    }

    @Test
    @DisplayName("C-18: an error of this machine has its own code, and names the path")
    void destinationWithoutAFolderIsALocalError() {
        assertThatExceptionOfType(ImageException.class)
                .isThrownBy(() ->
                        test.engine.fetch(FetchRequest.of(test.request().image(), folder.resolve("missing/image"))))
                .matches(e -> e.code() == ErrorCode.LOCAL_IO)
                .withMessageContaining("missing");
    }

    @Test
    void folderAtTheDestinationIsALocalError() throws IOException {
        Files.createDirectory(test.destination());
        assertThatExceptionOfType(ImageException.class)
                .isThrownBy(() -> test.engine.fetch(test.request()))
                .matches(e -> e.code() == ErrorCode.LOCAL_IO)
                .withMessageContaining("folder");
        assertThatExceptionOfType(ImageException.class)
                .isThrownBy(
                        () -> test.engine.fetch(FetchRequest.of(test.request().image(), Path.of("/"))))
                .matches(e -> e.code() == ErrorCode.LOCAL_IO);
    }

    @Test
    void nonRetryableErrorOfTheServiceIsNotRepeated() throws IOException {
        FakeImage image = test.image(BYTES)
                .thenReads(
                        Faults.refused(ErrorCode.NOT_AUTHORIZED),
                        Faults.refused(ErrorCode.NOT_AUTHORIZED),
                        Faults.refused(ErrorCode.NOT_AUTHORIZED));
        assertThat(test.failure().code()).isEqualTo(ErrorCode.NOT_AUTHORIZED);
        assertThat(image.offsets).hasSize(1);
    }

    @Test
    void callsWithoutBytesAreRepeatedByTheResolverOnly() throws IOException {
        FakeImage image = test.image(BYTES).thenOpens(Faults.failing(ErrorCode.TRANSFER_FAILED));
        assertThat(test.failure().code()).isEqualTo(ErrorCode.TRANSFER_FAILED);
        image.thenShows(Faults.failing(ErrorCode.TRANSFER_FAILED));
        assertThat(test.failure().code()).isEqualTo(ErrorCode.TRANSFER_FAILED);
        assertThat(image.opens).hasValue(1);
        assertThat(image.shows).hasValue(2);
    }

    @Test
    void defectOfAServiceIsInternalAndLeavesNothing() throws IOException {
        test.image(BYTES).thenReads((image, offset, call) -> {
            throw new IllegalStateException("a defect");
        });
        assertThat(test.failure().code()).isEqualTo(ErrorCode.INTERNAL);
        test.fetch();
        test.assertOnlyDestination(BYTES);
    }

    @Test
    void previewTransfersNothing() throws IOException {
        FakeImage image = test.image(BYTES).info(info -> info.checksums(List.of(TestEngine.sha256(BYTES))));
        try (io.ingot.image.Call call = io.ingot.image.Call.start()) {
            io.ingot.image.client.FetchPreview preview = test.engine.preview(test.request(), call);
            assertThat(preview.service().bundle()).isEqualTo("io.ingot.fake");
            assertThat(preview.space()).hasValue(BYTES.length);
            assertThat(preview.held()).isFalse();
            assertThat(preview.reason()).isEqualTo("not held: nothing is recorded");
            assertThat(preview.checks())
                    .anyMatch(check -> check.contains(TestEngine.sha256(BYTES).hex()));
            image.info(info -> info.kind(ImageInfo.Kind.MOUNT));
            assertThat(catchThrowableOfType(ImageException.class, () -> test.engine.preview(test.request(), call))
                            .code())
                    .isEqualTo(ErrorCode.UNACCEPTABLE);
        }
        assertThat(image.opens).hasValue(0);
        assertThat(test.files()).isEmpty();
    }
}
