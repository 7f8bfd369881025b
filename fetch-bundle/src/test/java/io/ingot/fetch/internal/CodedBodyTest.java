// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.airlift.compress.zstd.ZstdOutputStream;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.ImageInfo;
import io.ingot.image.ImageReference;
import io.ingot.image.client.FetchedImage;
import io.ingot.testing.service.BodyView;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass
@EnumSource
class CodedBodyTest {
    private static final byte[] BYTES = mixed(700_001);

    private final BodyView view;

    @TempDir
    Path folder;

    private TestEngine test;

    CodedBodyTest(BodyView view) {
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

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "x-gzip", "GZIP", "deflate", "bare-deflate", "zstd"})
    void bodyIsDecodedWithoutAChecksum(String coding) throws IOException {
        byte[] coded = encode(coding, BYTES);
        serve(TestEngine.REFERENCE, coded, coding);
        FetchedImage fetched = test.fetch();
        test.assertOnlyDestination(BYTES);
        assertThat(fetched.digests()).containsExactly(TestEngine.sha256(BYTES));
        assertThat(fetched.bytesTransferred()).isEqualTo(coded.length);
        assertThat(fetched.bytesReused()).isZero();
    }

    @Test
    void brotliIsDecoded() throws IOException {
        byte[] coded = HexFormat.of()
                .parseHex("8b0380" + HexFormat.of().formatHex("ingot 1\n".getBytes(StandardCharsets.US_ASCII)) + "03");
        serve(TestEngine.REFERENCE, coded, "br");
        test.fetch();
        assertThat(test.destination()).hasContent("ingot 1\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip .gz", "gzip .TGZ", "zstd .zst"})
    void suffixOfTheNameSelectsTheCodedForm(String codingAndSuffix) throws IOException {
        String[] parts = codingAndSuffix.split(" ", -1);
        byte[] coded = encode(parts[0], BYTES);
        String reference = "fake://origin/initrd" + parts[1] + "?version=1";
        serve(reference, coded, parts[0]);
        FetchedImage fetched = test.fetch(test.request(reference));
        test.assertOnlyDestination(coded);
        assertThat(fetched.digests()).containsExactly(TestEngine.sha256(coded));
    }

    @Test
    void nameAfterRedirectsDecides() throws IOException {
        byte[] coded = encode("gzip", BYTES);
        serve(TestEngine.REFERENCE, coded, "gzip")
                .replaceInfo(ImageInfo.builder()
                        .finalReference(ImageReference.parse("fake://cdn/initrd.gz"))
                        .build());
        test.fetch();
        test.assertOnlyDestination(coded);
    }

    @Test
    void formWithTheExpectedChecksumIsSelected() throws IOException {
        byte[] coded = encode("gzip", BYTES);
        serve(TestEngine.REFERENCE, coded, "gzip");
        test.fetch(test.request().checksum(TestEngine.sha256(coded)));
        test.assertOnlyDestination(coded);
        serve("fake://origin/initrd.gz", coded, "gzip");
        FetchedImage fetched =
                test.fetch(test.request("fake://origin/initrd.gz").checksum(TestEngine.sha256(BYTES)));
        test.assertOnlyDestination(BYTES);
        assertThat(fetched.verified()).isTrue();
    }

    @Test
    void formSelectedByAChecksumIsNotAHitWithoutIt() throws IOException {
        byte[] coded = encode("gzip", BYTES);
        FakeImage image = serve(TestEngine.REFERENCE, coded, "gzip");
        image.replaceInfo(ImageInfo.builder().version("1").build());
        test.fetch(test.request().checksum(TestEngine.sha256(coded)));
        test.assertOnlyDestination(coded);
        image.thenReads(sending(coded, "gzip"));
        test.fetch();
        test.assertOnlyDestination(BYTES);
        assertThat(test.fetch().source()).isEqualTo(FetchedImage.Source.STORE);
        test.assertOnlyDestination(BYTES);
    }

    @Test
    void formSelectedByAChecksumIsAHitForTheSameChecksum() throws IOException {
        byte[] coded = encode("gzip", BYTES);
        FakeImage image = serve(TestEngine.REFERENCE, coded, "gzip");
        image.replaceInfo(ImageInfo.builder().version("1").build());
        test.fetch(test.request().checksum(TestEngine.sha256(coded)));
        assertThat(test.fetch(test.request().checksum(TestEngine.sha256(coded))).source())
                .isEqualTo(FetchedImage.Source.STORE);
        test.assertOnlyDestination(coded);
        assertThat(test.home.resolve("store/parts")).isEmptyDirectory();
        image.thenReads(sending(coded, "gzip"));
        test.fetch();
        test.assertOnlyDestination(BYTES);
    }

    @Test
    void formThatTheServiceDeclaresIsSelected() throws IOException {
        byte[] coded = encode("gzip", BYTES);
        serve(TestEngine.REFERENCE, coded, "gzip")
                .replaceInfo(ImageInfo.builder()
                        .checksums(List.of(TestEngine.sha256(coded)))
                        .build());
        test.fetch();
        test.assertOnlyDestination(coded);
    }

    @Test
    void mismatchOfBothFormsNamesBoth() throws IOException {
        byte[] coded = encode("gzip", BYTES);
        FakeImage image = serve(TestEngine.REFERENCE, coded, "gzip");
        image.thenReads(sending(coded, "gzip"));
        ImageException e = test.failure(test.request().checksum(TestEngine.sha256(new byte[1])));
        assertThat(e.code()).isEqualTo(ErrorCode.CHECKSUM_MISMATCH);
        assertThat(e)
                .hasMessageContaining(TestEngine.sha256(BYTES).hex())
                .hasMessageContaining(TestEngine.sha256(coded).hex());
    }

    @Test
    void undecodableBodyIsAcceptedWithItsChecksum() throws IOException {
        serve(TestEngine.REFERENCE, BYTES, "gzip");
        test.fetch(test.request().checksum(TestEngine.sha256(BYTES)));
        test.assertOnlyDestination(BYTES);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "deflate", "br", "zstd"})
    void malformedCodingIsAnErrorAndLeavesNothing(String coding) throws IOException {
        test.engine.modified(TestConfig.quick().with("retries", 0).get());
        byte[] malformed = TestEngine.bytes(5_000);
        malformed[0] = 0x78;
        serve(TestEngine.REFERENCE, malformed, coding);
        ImageException e = test.failure();
        assertThat(e.code()).isEqualTo(ErrorCode.TRANSFER_FAILED);
        assertThat(e).hasMessageContaining("cannot be decoded");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "deflate", "zstd"})
    void truncatedCodingIsAnError(String coding) throws IOException {
        test.engine.modified(TestConfig.quick().with("retries", 0).get());
        byte[] coded = encode(coding, BYTES);
        serve(TestEngine.REFERENCE, Arrays.copyOf(coded, coded.length / 2), coding);
        assertThat(test.failure().code()).isEqualTo(ErrorCode.TRANSFER_FAILED);
    }

    @Test
    void codedBodyThatBreaksIsNeverResumed() throws IOException {
        byte[] coded = encode("gzip", BYTES);
        FakeImage image = test.resolver.put(TestEngine.REFERENCE, FakeImage.of(coded));
        image.replaceInfo(ImageInfo.builder().version("1").build());
        image.thenReads(
                (same, offset, call) ->
                        same.coded(new FailingStream(coded, coded.length / 2, ErrorCode.TRANSFER_FAILED), "gzip"),
                sending(coded, "gzip"));
        test.fetch(test.request().checksum(TestEngine.sha256(BYTES)));
        test.assertOnlyDestination(BYTES);
        assertThat(image.offsets).containsExactly(0L, 0L);
    }

    @Test
    void codedBodyInsteadOfTheRestRestartsTheTransfer() throws IOException {
        byte[] coded = encode("gzip", BYTES);
        FakeImage image = test.image(BYTES).version("1");
        image.thenReads(Faults.cutAfter(300_000), sending(coded, "gzip"));
        test.fetch();
        test.assertOnlyDestination(BYTES);
    }

    @Test
    @DisplayName("I-13: several gzip members are one image")
    void allMembersAreDecoded() throws IOException {
        byte[] first = encode("gzip", Arrays.copyOf(BYTES, 400_000));
        byte[] second = encode("gzip", Arrays.copyOfRange(BYTES, 400_000, BYTES.length));
        test.resolver
                .put(TestEngine.REFERENCE, FakeImage.of(new byte[1]))
                .replaceInfo(ImageInfo.builder().build())
                .thenReads((image, offset, call) -> image.coded(
                        new SequenceInputStream(new ByteArrayInputStream(first), new ByteArrayInputStream(second)),
                        "gzip"));
        test.fetch();
        test.assertOnlyDestination(BYTES);
    }

    @ParameterizedTest
    @ValueSource(strings = {"compress", "gzip, br", "rot13"})
    void unknownCodingIsUnacceptable(String coding) throws IOException {
        serve(TestEngine.REFERENCE, BYTES, coding);
        ImageException e = test.failure();
        assertThat(e.code()).isEqualTo(ErrorCode.UNACCEPTABLE);
        assertThat(e).hasMessageContaining(coding);
    }

    @ParameterizedTest
    @ValueSource(strings = {"compress", "gzip, br", "rot13"})
    void checksumAcceptsAnUnknownCoding(String coding) throws IOException {
        serve(TestEngine.REFERENCE, BYTES, coding);
        assertThat(test.fetch(test.request().checksum(TestEngine.sha256(BYTES))).verified())
                .isTrue();
        test.assertOnlyDestination(BYTES);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "deflate", "zstd"})
    void decompressionBombEndsAtTheSizeLimit(String coding) throws IOException {
        test.engine.modified(
                TestConfig.quick().with("maxImageBytes", 1_000_000L).get());
        serve(TestEngine.REFERENCE, encode(coding, new byte[50_000_000]), coding);
        ImageException e = test.failure();
        assertThat(e.code()).isEqualTo(ErrorCode.REFUSED_BY_POLICY);
        assertThat(e).hasMessageContaining("maxImageBytes");
    }

    @Test
    void declaredSizeMustMatchOneForm() throws IOException {
        test.engine.modified(TestConfig.quick().with("retries", 0).get());
        byte[] coded = encode("gzip", BYTES);
        for (int size : new int[] {coded.length, BYTES.length}) {
            serve(TestEngine.REFERENCE, coded, "gzip").info(info -> info.size(size));
            test.fetch();
            test.assertOnlyDestination(BYTES);
        }
        serve(TestEngine.REFERENCE, coded, "gzip").info(info -> info.size(BYTES.length + 1));
        assertThat(test.failure().code()).isEqualTo(ErrorCode.TRANSFER_FAILED);
    }

    private FakeImage serve(String reference, byte[] coded, String coding) {
        return test.resolver
                .put(reference, FakeImage.of(coded))
                .replaceInfo(ImageInfo.builder().build())
                .thenReads(sending(coded, coding.equals("bare-deflate") ? "deflate" : coding));
    }

    private static FakeImage.ReadBehavior sending(byte[] coded, String coding) {
        return (image, offset, call) -> image.coded(new ByteArrayInputStream(coded), coding);
    }

    private static byte[] encode(String coding, byte[] bytes) throws IOException {
        ByteArrayOutputStream coded = new ByteArrayOutputStream();
        try (OutputStream stream = switch (coding) {
            case "deflate" -> new DeflaterOutputStream(coded);
            case "bare-deflate" -> new DeflaterOutputStream(coded, new Deflater(6, true));
            case "zstd" -> new ZstdOutputStream(coded);
            default -> new GZIPOutputStream(coded);
        }) {
            try (InputStream all = new ByteArrayInputStream(bytes)) {
                all.transferTo(stream);
            }
        }
        return coded.toByteArray();
    }

    /** Returns bytes of which half can be compressed. */
    private static byte[] mixed(int count) {
        byte[] bytes = TestEngine.bytes(count);
        Arrays.fill(bytes, 0, count / 2, (byte) 7);
        return bytes;
    }
}
