// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.ImageInfo;
import io.ingot.image.ImageReference;
import io.ingot.image.ImageRequest;
import io.ingot.image.client.FetchRequest;
import io.ingot.image.client.FetchedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An answer defines the version of its bytes, regardless of what was shown before: each node of an origin may have its
 * own tags.
 */
class AnswerVersionTest {
    private static final byte[] BYTES = TestEngine.bytes(900_001);
    private static final byte[] OTHER = TestEngine.bytes(900_002);
    private static final int HALF = 500_000;

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
    void completeAnswerOfAnotherVersionIsAccepted() throws IOException {
        FakeImage image = test.image(BYTES).version("1").thenReads(withInfo(version("2", BYTES)));
        FetchedImage fetched = test.fetch();
        test.assertOnlyDestination(BYTES);
        assertThat(fetched.info().version()).contains("2");
        assertThat(image.offsets).containsExactly(0L);
        assertThat(image.shows).hasValue(1);
    }

    @Test
    void recordedVersionIsThatOfTheBytes() throws IOException {
        FakeImage image = test.image(BYTES).version("1").thenReads(withInfo(version("2", BYTES)));
        test.fetch();
        image.version("2");
        assertThat(test.fetch(test.requestTo("of-2")).source()).isEqualTo(FetchedImage.Source.STORE);
        image.version("1");
        assertThat(test.fetch(test.requestTo("of-1")).source()).isEqualTo(FetchedImage.Source.ORIGIN);
    }

    @Test
    void sizeOfTwoAnswersIsTrusted() throws IOException {
        FakeImage image = test.image(OTHER).version("1").info(info -> info.size(BYTES.length));
        image.thenReads(withInfo(version("2", OTHER)), withInfo(version("2", OTHER)));
        assertThat(test.fetch().size()).isEqualTo(OTHER.length);
        test.assertOnlyDestination(OTHER);
        assertThat(image.offsets).containsExactly(0L, 0L);
    }

    @Test
    void sizeOfASingleAnswerIsNotTrusted() throws IOException {
        ImageInfo cut = version("1", BYTES).toBuilder().size(HALF).build();
        test.image(BYTES).version("1").thenReads(withInfo(cut));
        assertThat(test.fetch().size()).isEqualTo(BYTES.length);
        test.assertOnlyDestination(BYTES);
    }

    @Test
    void sizeOfASingleAnswerIsTrustedUnderADigest() throws IOException {
        FakeImage image = test.image(OTHER).version("1").info(info -> info.size(BYTES.length));
        image.thenReads(withInfo(version("2", OTHER)));
        FetchedImage fetched = test.fetch(test.request().checksum(TestEngine.sha256(OTHER)));
        assertThat(fetched.verified()).isTrue();
        assertThat(image.offsets).containsExactly(0L);
    }

    @Test
    void warningOfTheAnswerIsInTheResult() throws IOException {
        ImageInfo noted =
                version("1", BYTES).toBuilder().note("the proxy changed it").build();
        test.image(BYTES).version("1").thenReads(withInfo(noted));
        assertThat(test.fetch().warnings()).contains("the proxy changed it");
    }

    @Test
    void htmlPageIsUnacceptable() throws IOException {
        ImageInfo page =
                ImageInfo.builder().size(9).kind(ImageInfo.Kind.LISTING).build();
        FakeImage image = test.image(BYTES).version("1").thenReads(withInfo(page));
        ImageException e = test.failure();
        assertThat(e.code()).isEqualTo(ErrorCode.UNACCEPTABLE);
        assertThat(image.offsets).containsExactly(0L);
    }

    @Test
    void uncacheableAnswerIsNotStored() throws IOException {
        ImageInfo secret = version("1", BYTES).toBuilder().cacheable(false).build();
        test.image(BYTES).version("1").thenReads(withInfo(secret));
        test.fetch();
        test.assertOnlyDestination(BYTES);
        assertThat(test.storedFiles()).isEmpty();
    }

    @Test
    void brokenAnswerContinuesUnderItsOwnVersion() throws IOException {
        FakeImage image = test.image(BYTES)
                .version("1")
                .thenReads((same, offset, call) ->
                        Faults.cutAfter(HALF).read(same, offset, call).withInfo(version("2", BYTES)));
        FetchedImage fetched = test.fetch();
        test.assertOnlyDestination(BYTES);
        assertThat(fetched.info().version()).contains("2");
        assertThat(image.offsets).containsExactly(0L, (long) HALF);
        assertThat(image.shows).hasValue(1);
    }

    @Test
    void partOfAnotherVersionIsDroppedWithoutADigest() throws IOException {
        FakeImage image = test.image(BYTES)
                .version("1")
                .thenReads(Faults.cutAfter(HALF), withInfo(version("2", BYTES)), withInfo(version("2", BYTES)));
        test.fetch();
        test.assertOnlyDestination(BYTES);
        assertThat(image.offsets).containsExactly(0L, (long) HALF, 0L);
    }

    @Test
    void partOfAnotherVersionIsResumedUnderADigest() throws IOException {
        FakeImage image =
                test.image(BYTES).version("1").thenReads(Faults.cutAfter(HALF), withInfo(version("2", BYTES)));
        FetchedImage fetched = test.fetch(test.request().checksum(TestEngine.sha256(BYTES)));
        test.assertOnlyDestination(BYTES);
        assertThat(fetched.verified()).isTrue();
        assertThat(image.offsets).containsExactly(0L, (long) HALF);
    }

    @Test
    void mixtureOfVersionsIsRecordedWithoutAVersion() throws IOException {
        FakeImage image =
                test.image(BYTES).version("1").thenReads(Faults.cutAfter(HALF), withInfo(version("2", BYTES)));
        test.fetch(test.request().checksum(TestEngine.sha256(BYTES)));
        for (String version : new String[] {"1", "2"}) {
            image.version(version).thenReads(Faults.refused(ErrorCode.NOT_AUTHORIZED));
            assertThat(test.failure(test.requestTo("of-" + version)).code()).isEqualTo(ErrorCode.NOT_AUTHORIZED);
        }
    }

    @Test
    void mixtureWithAWrongDigestIsFetchedAgain() throws IOException {
        byte[] mixed = BYTES.clone();
        mixed[HALF - 1] ^= 1;
        FakeImage image = test.image(BYTES)
                .version("1")
                .thenReads(
                        (same, offset, call) -> same.body(
                                new FailingStream(mixed, HALF, ErrorCode.TRANSFER_FAILED),
                                0,
                                OptionalLong.of(BYTES.length)),
                        withInfo(version("2", BYTES)));
        test.fetch(test.request().checksum(TestEngine.sha256(BYTES)));
        test.assertOnlyDestination(BYTES);
        assertThat(image.offsets).containsExactly(0L, (long) HALF, 0L);
    }

    @Test
    void alternatingNodesAreNotAChange() throws IOException {
        FetchRequest request = test.request().checksum(TestEngine.sha256(BYTES));
        FakeImage image = test.image(BYTES).version("1");
        image.thenReads(Collections.nCopies(5, (FakeImage.ReadBehavior) (same, offset, call) ->
                        Faults.cutAfter(HALF / 5).read(same, offset, call).withInfo(version("2", BYTES)))
                .toArray(FakeImage.ReadBehavior[]::new));
        test.fetch(request);
        test.assertOnlyDestination(BYTES);
        assertThat(image.offsets).hasSize(6);
        assertThat(image.shows).hasValue(1);
    }

    @Test
    void versionOfAChecksumFileIsThatOfItsAnswer() throws IOException {
        test.image(BYTES);
        byte[] line = (TestEngine.sha256(BYTES).hex() + "  image.img\n").getBytes(UTF_8);
        test.resolver
                .put("fake://origin/SHA256SUMS", FakeImage.of(line))
                .info(info -> info.size(9).version("1"))
                .thenReads((same, offset, call) -> same.body(new ByteArrayInputStream(line), 0, OptionalLong.empty())
                        .withInfo(ImageInfo.builder()
                                .size(line.length)
                                .version("2")
                                .build()));
        ImageRequest sums = ImageRequest.of(ImageReference.parse("fake://origin/SHA256SUMS"));
        FetchedImage fetched = test.fetch(test.request().checksumFile(sums));
        assertThat(fetched.verified()).isTrue();
    }

    private static ImageInfo version(String text, byte[] bytes) {
        return ImageInfo.builder().size(bytes.length).version(text).build();
    }

    private static FakeImage.ReadBehavior withInfo(ImageInfo info) {
        return (image, offset, call) -> image.from(offset).withInfo(info);
    }
}
