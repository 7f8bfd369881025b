// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.ImageInfo;
import io.ingot.image.client.FetchOptions;
import io.ingot.image.client.FetchedImage;
import io.ingot.testing.service.BodyView;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Bodies that end only with their connection. */
@ParameterizedClass
@EnumSource
@Timeout(60)
class UnprovenEndTest {
    private static final byte[] BYTES = TestEngine.bytes(300_001);
    private static final String WARNING = "the image may have been cut: its origin sent no length";

    private final BodyView view;

    @TempDir
    Path folder;

    private TestEngine test;

    UnprovenEndTest(BodyView view) {
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
    void unprovenEndCausesAWarning() throws IOException {
        imageWithoutALength().thenReads(ending(false));

        assertThat(test.fetch().warnings()).anyMatch(warning -> warning.startsWith(WARNING));
        test.assertOnlyDestination(BYTES);
    }

    @Test
    void provenEndCausesNoWarning() throws IOException {
        imageWithoutALength().thenReads(ending(true));
        assertThat(test.fetch().warnings()).noneMatch(warning -> warning.contains("cut"));
    }

    @Test
    void checksumProvesTheEnd() throws IOException {
        imageWithoutALength().thenReads(ending(false));
        FetchedImage fetched = test.fetch(
                test.request().checksum(TestEngine.sha256(BYTES)).options(FetchOptions.DEFAULT.requireLength(true)));
        assertThat(fetched.warnings()).noneMatch(warning -> warning.contains("cut"));
        assertThat(fetched.verified()).isTrue();
    }

    @Test
    void lengthOfTheImageInfoProvesTheEnd() throws IOException {
        test.image(BYTES).thenReads(ending(false));
        assertThat(test.fetch(test.request().options(FetchOptions.DEFAULT.requireLength(true)))
                        .warnings())
                .noneMatch(warning -> warning.contains("cut"));
    }

    @Test
    void bodyShorterThanTheImageInfoIsCut() throws IOException {
        test.engine.modified(TestConfig.quick().with("retries", 0).get());
        test.image(BYTES)
                .thenReads((image, offset, call) -> image.body(
                                new ByteArrayInputStream(BYTES, 0, 1000), 0, OptionalLong.empty())
                        .withEndProof(() -> false));
        assertThat(test.failure()).hasMessageContaining("ended early");
    }

    @Test
    void requestMayRefuseAnUnprovenEnd() throws IOException {
        imageWithoutALength().thenReads(ending(false));
        assertRefused(test.failure(test.request().options(FetchOptions.DEFAULT.requireLength(true))));
    }

    @Test
    void operatorMayRefuseAnUnprovenEnd() throws IOException {
        test.engine.modified(TestConfig.quick().with("requireLength", true).get());
        imageWithoutALength().thenReads(ending(false));
        assertRefused(test.failure());
        assertThat(test.storedFiles()).isEmpty();
    }

    @Test
    void codedBodyMayHaveAnUnprovenEnd() throws IOException {
        byte[] coded = gzip();
        imageWithoutALength()
                .thenReads((image, offset, call) ->
                        image.coded(new ByteArrayInputStream(coded), "gzip").withEndProof(() -> false));
        assertThat(test.fetch().warnings()).anyMatch(warning -> warning.startsWith(WARNING));
        test.assertOnlyDestination(BYTES);
    }

    @Test
    void imageWithAnUnprovenEndIsNotAHitForOthers() throws IOException {
        FakeImage image = imageWithoutALength().version("1").thenReads(ending(false), ending(true));
        test.fetch();

        FetchedImage again = test.fetch();

        assertThat(again.source()).isEqualTo(FetchedImage.Source.ORIGIN);
        assertThat(again.warnings()).noneMatch(warning -> warning.contains("cut"));
        assertThat(image.offsets).hasSize(2);
    }

    private FakeImage imageWithoutALength() {
        return test.image(BYTES).replaceInfo(ImageInfo.builder().build());
    }

    private static FakeImage.ReadBehavior ending(boolean proven) {
        return (image, offset, call) ->
                image.body(image.stream(offset), offset, OptionalLong.empty()).withEndProof(() -> proven);
    }

    private static void assertRefused(ImageException e) {
        assertThat(e.code()).isEqualTo(ErrorCode.UNACCEPTABLE);
        assertThat(e)
                .hasMessageContaining("fake://origin/image.img may have been cut")
                .hasMessageContaining("io.ingot.fetch/requireLength");
    }

    private static byte[] gzip() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(BYTES);
        }
        return bytes.toByteArray();
    }
}
