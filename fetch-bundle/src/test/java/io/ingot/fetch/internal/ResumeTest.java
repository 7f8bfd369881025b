// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.ImageInfo;
import io.ingot.image.client.FetchedImage;
import io.ingot.testing.service.BodyView;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource
class ResumeTest {
    private static final byte[] BYTES = TestEngine.bytes(900_001);
    private static final byte[] OTHER = TestEngine.bytes(900_002);
    private static final long HALF = 500_000;

    private final BodyView view;

    @TempDir
    Path folder;

    private TestEngine test;

    ResumeTest(BodyView view) {
        this.view = view;
    }

    @BeforeEach
    void start() {
        test = TestEngine.in(folder).offering(view);
    }

    @AfterEach
    void stop() {
        test.close();
    }

    @Test
    void brokenBodyContinuesUnderAVersion() throws IOException {
        FakeImage image = test.image(BYTES).version("1").thenReads(Faults.cutAfter(HALF));
        FetchedImage fetched = test.fetch();
        test.assertOnlyDestination(BYTES);
        assertThat(image.offsets).containsExactly(0L, HALF);
        assertThat(image.opens).hasValue(1);
        assertThat(fetched.bytesTransferred()).isEqualTo(BYTES.length);
        assertThat(fetched.bytesReused()).isEqualTo(HALF);
        assertThat(fetched.digests()).containsExactly(TestEngine.sha256(BYTES));
    }

    @Test
    void bodyThatEndsEarlyContinuesUnderAVersion() throws IOException {
        FakeImage image = test.image(BYTES).version("1").thenReads(Faults.endAfter(HALF));
        test.fetch();
        test.assertOnlyDestination(BYTES);
        assertThat(image.offsets).containsExactly(0L, HALF);
    }

    @Test
    void brokenBodyContinuesUnderAStrongDigest() throws IOException {
        FakeImage image = test.image(BYTES).thenReads(Faults.cutAfter(HALF));
        assertThat(test.fetch(test.request().checksum(TestEngine.sha256(BYTES))).verified())
                .isTrue();
        test.assertOnlyDestination(BYTES);
        assertThat(image.offsets).containsExactly(0L, HALF);
    }

    @Test
    void brokenBodyRestartsWithoutVersionAndDigest() throws IOException {
        FakeImage image = test.image(BYTES)
                .info(info -> info.checksums(List.of(TestEngine.checksum("md5", BYTES))))
                .thenReads(Faults.cutAfter(HALF));
        FetchedImage fetched = test.fetch();
        test.assertOnlyDestination(BYTES);
        assertThat(image.offsets).containsExactly(0L, 0L);
        assertThat(fetched.bytesReused()).isZero();
        assertThat(fetched.bytesTransferred()).isEqualTo(HALF + BYTES.length);
    }

    @Test
    void serverThatIgnoresRangesIsReadFromItsBeginning() throws IOException {
        FakeImage image = test.image(BYTES).version("1").thenReads(Faults.cutAfter(HALF), Faults.everything());
        FetchedImage fetched = test.fetch();
        test.assertOnlyDestination(BYTES);
        assertThat(image.offsets).containsExactly(0L, HALF);
        assertThat(fetched.bytesTransferred()).isEqualTo(HALF + BYTES.length);
        assertThat(fetched.bytesReused()).isZero();
    }

    @Test
    void serverThatRefusesRangesIsAskedFromTheStart() throws IOException {
        ImageException badRequest = new ImageException(ErrorCode.TRANSFER_FAILED, "status 400").nonRetryable();
        FakeImage image = test.image(BYTES).version("1").thenReads(Faults.cutAfter(HALF), Faults.refused(badRequest));
        test.fetch();
        test.assertOnlyDestination(BYTES);
        assertThat(image.offsets).containsExactly(0L, HALF, 0L);
    }

    @Test
    void wrongRangeRestartsTheTransfer() throws IOException {
        FakeImage image = test.image(BYTES).version("1").thenReads(Faults.cutAfter(HALF), Faults.shiftedBy(1));
        test.fetch();
        test.assertOnlyDestination(BYTES);
        assertThat(image.offsets).containsExactly(0L, HALF, 0L);
    }

    @Test
    void breakAfterTheLastByteIsIgnored() throws IOException {
        FakeImage image = test.image(BYTES).thenReads(Faults.cutAfter(BYTES.length));
        test.fetch();
        test.assertOnlyDestination(BYTES);
        assertThat(image.offsets).containsExactly(0L);
    }

    @Test
    void moreBytesThanDeclaredAreRefused() throws IOException {
        FakeImage image = test.image(BYTES).thenReads(Faults.followedBy(new byte[1]));
        ImageException e = test.failure();
        assertThat(e.code()).isEqualTo(ErrorCode.TRANSFER_FAILED);
        assertThat(e).hasMessageContaining("more bytes");
        assertThat(image.offsets).hasSize(1);
    }

    @Test
    void progressResetsTheCountOfRetries() throws IOException {
        FakeImage image = test.image(BYTES).version("1");
        image.thenReads(Collections.nCopies(20, Faults.cutAfter(30_000)).toArray(FakeImage.ReadBehavior[]::new));
        FetchedImage fetched = test.fetch();
        test.assertOnlyDestination(BYTES);
        assertThat(fetched.bytesTransferred()).isEqualTo(BYTES.length);
    }

    @Test
    void retriesWithoutProgressAreCounted() throws IOException {
        test.engine.modified(TestConfig.quick().with("retries", 2).get());
        FakeImage image = test.image(BYTES).version("1");
        image.thenReads(Collections.nCopies(9, Faults.cutAfter(0)).toArray(FakeImage.ReadBehavior[]::new));
        ImageException e = test.failure();
        assertThat(e.code()).isEqualTo(ErrorCode.TRANSFER_FAILED);
        assertThat(e.retryable()).isTrue();
        assertThat(e.details()).contains("given up after 3 attempts");
        assertThat(image.offsets).hasSize(3);
    }

    @Test
    void repeatedRestartsAreNotProgress() throws IOException {
        test.engine.modified(TestConfig.quick().with("retries", 2).get());
        FakeImage image = test.image(BYTES);
        image.thenReads(Collections.nCopies(9, Faults.cutAfter(HALF)).toArray(FakeImage.ReadBehavior[]::new));
        assertThat(test.failure().code()).isEqualTo(ErrorCode.TRANSFER_FAILED);
        assertThat(image.offsets).containsExactly(0L, 0L, 0L);
    }

    @Test
    void attemptsAreBoundedDespiteProgress() throws IOException {
        test.engine.modified(TestConfig.quick().with("retries", 1).get());
        FakeImage image = test.image(BYTES).version("1");
        image.thenReads(Collections.nCopies(500, Faults.cutAfter(1)).toArray(FakeImage.ReadBehavior[]::new));
        assertThat(test.failure().code()).isEqualTo(ErrorCode.TRANSFER_FAILED);
        assertThat(image.offsets).hasSize(111);
    }

    @Test
    void withoutRetriesNothingIsRepeated() throws IOException {
        test.engine.modified(TestConfig.quick().with("retries", 0).get());
        FakeImage image = test.image(BYTES).version("1").thenReads(Faults.cutAfter(HALF));
        assertThat(test.failure().code()).isEqualTo(ErrorCode.TRANSFER_FAILED);
        assertThat(image.offsets).hasSize(1);
    }

    @Test
    void stallIsDetectedAndContinued() throws IOException {
        test.engine.modified(TestConfig.quick().with("stallTimeoutMillis", 50L).get());
        FakeImage image = test.image(BYTES).version("1").thenReads(Faults.stallAfter(HALF));
        test.fetch();
        test.assertOnlyDestination(BYTES);
        assertThat(image.offsets).containsExactly(0L, HALF);
    }

    @Test
    void stallBeforeTheFirstByteIsDetected() throws IOException {
        test.engine.modified(TestConfig.quick()
                .with("stallTimeoutMillis", 50L)
                .with("retries", 0)
                .get());
        test.image(BYTES).thenReads(Faults.silence(new java.util.concurrent.CountDownLatch(1)));
        ImageException e = test.failure();
        assertThat(e.code()).isEqualTo(ErrorCode.TRANSFER_FAILED);
        assertThat(e.retryable()).isTrue();
        assertThat(e).hasMessageContaining("no byte").hasMessageContaining("50 ms");
    }

    @Test
    void changedImageIsFetchedFromItsBeginning() throws IOException {
        FakeImage image = test.image(BYTES).version("1");
        image.thenReads(Faults.cutAfter(HALF), (same, offset, call) -> {
            same.replaceBytes(
                    OTHER, ImageInfo.builder().size(OTHER.length).version("2").build());
            throw ImageException.versionChange("another entity tag");
        });
        FetchedImage fetched = test.fetch();
        test.assertOnlyDestination(OTHER);
        assertThat(fetched.info().version()).hasValue("2");
        assertThat(image.offsets).containsExactly(0L, HALF, 0L);
        assertThat(image.shows).hasValue(2);
    }

    @Test
    void changedVersionWithTheSameDigestContinues() throws IOException {
        FakeImage image = test.image(BYTES)
                .version("1")
                .info(info -> info.checksums(List.of(TestEngine.sha256(BYTES))))
                .thenReads(Faults.cutAfter(HALF), (same, offset, call) -> {
                    same.version("as another service says it");
                    throw ImageException.versionChange("not my version");
                });
        test.fetch();
        test.assertOnlyDestination(BYTES);
        assertThat(image.offsets).containsExactly(0L, HALF, HALF);
    }

    @Test
    void bodyOfAnotherSizeIsAnotherVersion() throws IOException {
        FakeImage image = test.image(BYTES).version("1").thenReads(Faults.total(BYTES.length + 1));
        test.fetch();
        test.assertOnlyDestination(BYTES);
        assertThat(image.shows).hasValue(2);
    }

    @Test
    void imageThatKeepsChangingFails() throws IOException {
        FakeImage image = test.image(BYTES).version("1");
        image.thenReads(Collections.nCopies(9, Faults.changed()).toArray(FakeImage.ReadBehavior[]::new));
        ImageException e = test.failure();
        assertThat(e.code()).isEqualTo(ErrorCode.TRANSFER_FAILED);
        assertThat(e).hasMessageContaining("keeps changing");
        assertThat(image.offsets).hasSize(4);
    }

    @Test
    void transferContinuesAfterItsServiceLeft() throws IOException {
        FakeImage image = test.image(BYTES)
                .version("1")
                .thenReads((same, offset, call) -> same.body(
                        new FailingStream(same.bytes(), (int) HALF, ErrorCode.UNAVAILABLE),
                        offset,
                        java.util.OptionalLong.empty()));
        test.fetch();
        test.assertOnlyDestination(BYTES);
        assertThat(image.opens).hasValue(2);
        assertThat(image.offsets).containsExactly(0L, HALF);
        assertThat(image.sourcesOpen).hasValue(0);
    }

    @Test
    void absentServiceIsARetryableError() throws IOException {
        FakeImage image = test.image(BYTES).version("1");
        image.thenOpens(
                Collections.nCopies(20, Faults.failing(ErrorCode.UNAVAILABLE)).toArray(FakeImage.CallBehavior[]::new));
        ImageException e = test.failure();
        assertThat(e.code()).isEqualTo(ErrorCode.UNAVAILABLE);
        assertThat(e.retryable()).isTrue();
        assertThat(image.opens)
                .as("the resolver has waited for the service already")
                .hasValue(1);
    }

    @Test
    void fetchWaitsForAReplacedResolver() throws IOException {
        FakeImage image = test.image(BYTES).version("1").thenReads((same, offset, call) -> {
            test.engine.services = null;
            throw new ImageException(ErrorCode.UNAVAILABLE, "leaving");
        });
        test.engine.modified(TestConfig.quick().with("retries", 1_000).get());
        io.ingot.image.client.Fetch fetch = test.engine.fetch(test.request());
        org.awaitility.Awaitility.await()
                .until(() -> fetch.progress().lastFailure().orElse("").contains("io.ingot.resolver"));
        test.engine.services = test.resolver;
        fetch.join();
        test.assertOnlyDestination(BYTES);
        assertThat(image.opens).hasValue(2);
    }

    @Test
    void resolverWithoutItsClassesIsUnavailable() throws IOException {
        FakeImage image = test.image(BYTES).version("1").thenReads((same, offset, call) -> {
            throw new NoClassDefFoundError("a class of the resolver that was not loaded yet");
        });
        image.thenOpens(call -> {
            throw new NoClassDefFoundError("another");
        });
        test.fetch();
        test.assertOnlyDestination(BYTES);
        assertThat(image.opens).hasValue(3);
    }

    @Test
    void absentResolverIsARetryableError() throws IOException {
        test.engine.services = null;
        ImageException e = test.failure();
        assertThat(e.code()).isEqualTo(ErrorCode.UNAVAILABLE);
        assertThat(e.retryable()).isTrue();
        assertThat(e).hasMessageContaining("io.ingot.resolver");
    }

    @Test
    void progressCountsFailures() throws IOException {
        test.image(BYTES).version("1").thenReads(Faults.cutAfter(HALF));
        io.ingot.image.client.Fetch fetch = test.engine.fetch(test.request());
        fetch.join();
        assertThat(fetch.progress().phase()).isEqualTo(io.ingot.image.FetchPhase.DONE);
        assertThat(fetch.progress().retries()).isEqualTo(1);
        assertThat(fetch.progress().lastFailure())
                .hasValueSatisfying(why -> assertThat(why).contains("Connection reset"));
        assertThat(fetch.progress().bytes()).isEqualTo(BYTES.length);
        assertThat(fetch.progress().total()).hasValue(BYTES.length);
    }
}
