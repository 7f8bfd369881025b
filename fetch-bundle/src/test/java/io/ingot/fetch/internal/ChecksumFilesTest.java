// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.ingot.image.Call;
import io.ingot.image.Checksum;
import io.ingot.image.Credentials;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.ImageInfo;
import io.ingot.image.ImageReference;
import io.ingot.image.ImageRequest;
import io.ingot.image.Secret;
import io.ingot.image.client.ChecksumFileRequest;
import io.ingot.image.client.Fetch;
import io.ingot.image.client.FetchPreview;
import io.ingot.image.client.FetchRequest;
import io.ingot.image.client.FetchedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChecksumFilesTest {
    private static final byte[] BYTES = TestEngine.bytes(10_001);
    private static final Checksum SHA256 = TestEngine.sha256(BYTES);
    private static final Checksum MD5 = TestEngine.checksum("md5", BYTES);
    private static final String SUMS = "fake://origin/SHA256SUMS";
    private static final String WRONG = "00".repeat(32);

    @TempDir
    Path folder;

    private TestEngine test;
    private FakeImage image;

    @BeforeEach
    void start() {
        test = TestEngine.in(folder);
        image = test.image(BYTES);
    }

    @AfterEach
    void stop() {
        assertThat(image.bodiesOpen).hasValue(0);
        test.close();
    }

    @Test
    @DisplayName("K-24: the image is verified by the line of the file that names it")
    void imageIsVerifiedByItsLine() throws IOException {
        FakeImage sums = file(WRONG + "  other.img\n" + SHA256.hex() + "  image.img\n");
        FetchedImage fetched = test.fetch(request(SUMS));
        assertThat(fetched.verified()).isTrue();
        assertThat(fetched.warnings()).isEmpty();
        assertThat(sums.bodiesOpen).hasValue(0);
        assertThat(sums.sourcesOpen).hasValue(0);
        test.assertOnlyDestination(BYTES);
    }

    @Test
    @DisplayName("K-04, K-08, K-24: bytes that do not match their line are refused")
    void otherBytesAreRefused() throws IOException {
        file(WRONG + "  image.img\n");
        assertThat(test.failure(request(SUMS)).code()).isEqualTo(ErrorCode.CHECKSUM_MISMATCH);
    }

    @Test
    @DisplayName("K-25: an image that no line names is not opened")
    void imageThatNoLineNamesIsNotOpened() throws IOException {
        file(WRONG + "  other.img\n");
        ImageException e = test.failure(request(SUMS));
        assertThat(e.code()).isEqualTo(ErrorCode.INVALID_METADATA);
        assertThat(e).hasMessageContainingAll("fake://origin/SHA256SUMS", "'image.img'", "'other.img'");
        assertThat(image.opens).hasValue(0);
    }

    @Test
    void failureOfAChecksumFileNamesTheFile() throws IOException {
        test.policy.refusedAlgorithm = "md5";
        List<String> wrong = List.of(
                "",
                "no checksum\n",
                WRONG + "  other.img\n",
                WRONG + "  image.img\n" + SHA256.hex() + "  image.img\n",
                "00".repeat(16) + "  image.img\n");
        for (String content : wrong) {
            file(content);
            assertThat(test.failure(request(SUMS)).subject()).as(content).contains(SUMS);
        }
    }

    @Test
    @DisplayName("K-25: the name after redirects is looked for if no line has the requested one")
    void nameAfterRedirectsIsLookedFor() throws IOException {
        image.info(info -> info.finalReference(reference("fake://mirror/pub/image-7.img")));
        file(SHA256.hex() + "  image-7.img\n");
        assertThat(test.fetch(request(SUMS)).verified()).isTrue();
    }

    @Test
    void lineChosenByARedirectCausesAWarning() throws IOException {
        image.info(info -> info.finalReference(reference("fake://mirror/pub/image-7.img")));
        file(SHA256.hex() + "  image-7.img\n");
        String warning =
                "the checksum file fake://origin/SHA256SUMS names 'image-7.img', to which fake://origin/image.img is"
                        + " redirected, but not the requested image; the redirecting server has chosen the line: append #NAME"
                        + " to its URL to name the image";
        assertThat(preview(request(SUMS)).warnings()).containsExactly(warning);
        assertThat(test.fetch(request(SUMS)).warnings()).containsExactly(warning);
        assertThat(test.fetch(request(SUMS + "#image-7.img")).warnings()).isEmpty();
    }

    @Test
    void redirectThatChoosesNoLineCausesNoWarning() throws IOException {
        image.info(info -> info.finalReference(reference("fake://mirror/pub/image-7.img")));
        file(SHA256.hex() + "  image.img\n" + WRONG + "  image-7.img\n");
        assertThat(test.fetch(request(SUMS)).warnings()).isEmpty();
    }

    @Test
    @DisplayName("K-32: a reference without a name needs one beside the reference of the file")
    void referenceWithoutANameNeedsANameBesideTheFile() throws IOException {
        test.resolver.put("fake://origin/", image);
        file(SHA256.hex() + "  image.img\n");
        ImageException e = test.failure(test.request("fake://origin/").checksumFile(imageRequest(SUMS)));
        assertThat(e.code()).isEqualTo(ErrorCode.INVALID_METADATA);
        assertThat(e).hasMessageContainingAll("has no name", "append #NAME");
        FetchRequest named = test.request("fake://origin/").checksumFile(imageRequest(SUMS + "#image.img"));
        assertThat(test.fetch(named).verified()).isTrue();
    }

    @Test
    void onlyTheNameBesideTheFileIsLookedFor() throws IOException {
        file(WRONG + "  image.img\n" + SHA256.hex() + "  renamed one.img\n");
        assertThat(test.fetch(request(SUMS + "#renamed%20one.img")).verified()).isTrue();
        assertThat(test.failure(request(SUMS + "#gone.img"))).hasMessageContaining("'gone.img'");
    }

    @Test
    @DisplayName("K-32: a checksum file in Glance may have a name beside it like any other")
    void nameBesideAFileInGlanceIsLookedFor() throws IOException {
        String id = "cafe0001-1234-4321-abcd-0123456789ab";
        String text = SHA256.hex() + "  renamed.img\n" + WRONG + "  image.img\n";
        FakeImage sums = test.resolver.put("glance://" + id, FakeImage.of(text.getBytes(StandardCharsets.UTF_8)));
        assertThat(test.fetch(request("glance://" + id + "#renamed.img")).verified())
                .isTrue();
        assertThat(sums.requests)
                .isNotEmpty()
                .allSatisfy(
                        request -> assertThat(request.reference().fragment()).isEmpty());
    }

    @Test
    void fileWithADigestOnlyAppliesToTheImage() throws IOException {
        file(SHA256.hex());
        assertThat(test.fetch(request(SUMS)).verified()).isTrue();
    }

    @Test
    void fileIsReadOnceForSeveralNames() throws IOException {
        FakeImage sums = file(SHA256.hex() + "  image.img\n" + SHA256.hex() + "  alias.img\n");
        test.fetch(request(SUMS).checksumFile(imageRequest(SUMS + "#alias.img")));
        assertThat(sums.opens).hasValue(1);
    }

    @Test
    void fileIsRequestedWithItsOwnCredentials() throws IOException {
        FakeImage sums = file(SHA256.hex());
        Credentials joe = new Credentials.Password("joe", Secret.of("hush"));
        test.fetch(test.request().checksumFile(imageRequest(SUMS).as(joe)));
        assertThat(sums.requests)
                .allSatisfy(request -> assertThat(request.credentials()).contains(joe));
        assertThat(image.requests)
                .allSatisfy(request -> assertThat(request.credentials()).isEmpty());
    }

    @Test
    void errorsNameTheFileWithoutItsSecrets() throws IOException {
        ImageException e = test.failure(request("fake://joe:hush@origin/SUMS?token=hush#image.img"));
        assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND);
        assertThat(e.details())
                .containsExactly(
                        "while reading the checksum file fake://origin/SUMS?token=*** of " + TestEngine.REFERENCE);
        assertThat(e.subject()).contains("fake://origin/SUMS?token=***");
        assertThat(e.toString() + e.details()).doesNotContain("hush");
        assertThat(image.opens).hasValue(0);
    }

    @Test
    void fileThatIsTooLargeIsNotOpened() throws IOException {
        FakeImage sums = file("x").info(info -> info.size((1 << 20) + 1));
        ImageException e = test.failure(request(SUMS));
        assertThat(e.code()).isEqualTo(ErrorCode.INVALID_METADATA);
        assertThat(e).hasMessageContaining("more than 1048576 bytes");
        assertThat(sums.opens).hasValue(0);
    }

    @Test
    void endlessFileEndsAtTheLimit() throws IOException {
        file("x")
                .replaceInfo(ImageInfo.builder().build())
                .thenReads((sums, offset, call) -> sums.body(new EndlessStream(), offset, OptionalLong.empty()));
        assertThat(test.failure(request(SUMS))).hasMessageContaining("more than 1048576 bytes");
    }

    @Test
    void endlessCodedFileEndsAtTheLimit() throws IOException {
        byte[] bomb = gzip(new byte[4 << 20]);
        file("x")
                .replaceInfo(ImageInfo.builder().build())
                .thenReads((sums, offset, call) -> sums.coded(new java.io.ByteArrayInputStream(bomb), "gzip"));
        assertThat(test.failure(request(SUMS))).hasMessageContaining("more than 1048576 bytes");
    }

    @Test
    void codedFileIsDecoded() throws IOException {
        byte[] coded = gzip((SHA256.hex() + "  image.img\n").getBytes(StandardCharsets.UTF_8));
        file("x").thenReads((sums, offset, call) -> sums.coded(new java.io.ByteArrayInputStream(coded), "gzip"));
        assertThat(test.fetch(request(SUMS)).verified()).isTrue();
    }

    @Test
    void htmlPageIsNotAChecksumFile() throws IOException {
        FakeImage sums = file(SHA256.hex()).info(info -> info.kind(ImageInfo.Kind.LISTING));
        ImageException e = test.failure(request(SUMS));
        assertThat(e.code()).isEqualTo(ErrorCode.UNACCEPTABLE);
        assertThat(e).hasMessageContainingAll(SUMS, "page or a directory listing");
        assertThat(sums.opens).hasValue(0);
    }

    @Test
    void emptyFileSaysSo() throws IOException {
        file("");
        ImageException e = test.failure(request(SUMS));
        assertThat(e.code()).isEqualTo(ErrorCode.INVALID_METADATA);
        assertThat(e).hasMessageContaining(SUMS + " is empty");
    }

    @Test
    void fileIsReadFromItsLocation() throws IOException {
        file("x")
                .replaceInfo(ImageInfo.builder().build())
                .locatedAt(TestEngine.location("fake://gone/1"), TestEngine.location("fake://there/2"));
        put("fake://there/2", SHA256.hex());
        assertThat(test.fetch(request(SUMS)).verified()).isTrue();
    }

    @Test
    @DisplayName("K-34: a checksum file is verified itself if its service declares a checksum")
    void fileThatDoesNotMatchItsCatalogueIsRefused() throws IOException {
        file(SHA256.hex()).info(info -> info.checksums(List.of(new Checksum("sha256", WRONG))));
        assertThat(test.failure(request(SUMS)).code()).isEqualTo(ErrorCode.CHECKSUM_MISMATCH);
    }

    @Test
    void brokenReadsAreRepeated() throws IOException {
        FakeImage sums = file(SHA256.hex()).thenReads(Faults.cutAfter(7), Faults.endAfter(9), Faults.stallAfter(3));
        test.engine.modified(TestConfig.quick().with("stallTimeoutMillis", 200L).get());
        assertThat(test.fetch(request(SUMS)).verified()).isTrue();
        assertThat(sums.offsets).containsExactly(0L, 0L, 0L, 0L);
        assertThat(sums.bodiesOpen).hasValue(0);
    }

    @Test
    void readsAreRepeatedWithinTheLimit() throws IOException {
        FakeImage sums = file(SHA256.hex());
        for (int attempt = 0; attempt < 10; attempt++) {
            sums.thenReads(Faults.endAfter(5));
        }
        ImageException e = test.failure(request(SUMS));
        assertThat(e.code()).isEqualTo(ErrorCode.TRANSFER_FAILED);
        assertThat(e).hasMessageContainingAll("64 bytes", "5 came");
        assertThat(sums.offsets).hasSize(6);
    }

    @Test
    void fileThatChangesIsShownAgain() throws IOException {
        FakeImage sums = file(SHA256.hex()).thenOpens(call -> {
            throw ImageException.versionChange("another version");
        });
        assertThat(test.fetch(request(SUMS)).verified()).isTrue();
        assertThat(sums.shows).hasValue(2);
    }

    @Test
    void internalFailureCodesDoNotLeak() throws IOException {
        FakeImage sums = file(SHA256.hex());
        for (int attempt = 0; attempt < 10; attempt++) {
            sums.thenOpens(call -> {
                throw ImageException.versionChange("another version");
            });
        }
        assertThatExceptionOfType(ImageException.class)
                .isThrownBy(() -> preview(request(SUMS)))
                .matches(e -> e.code() == ErrorCode.TRANSFER_FAILED);
    }

    @Test
    void cancellingEndsTheReading() throws Exception {
        CountDownLatch waiting = new CountDownLatch(1);
        file(SHA256.hex()).thenReads(Faults.silence(waiting));
        Fetch fetch = test.engine.fetch(request(SUMS));
        waiting.await();
        fetch.cancel();
        assertThatExceptionOfType(ImageException.class)
                .isThrownBy(fetch::join)
                .matches(e -> e.code() == ErrorCode.CANCELLED);
        assertThat(image.shows).hasValue(0);
    }

    @Test
    @DisplayName("K-12, K-31: a file with a weak checksum only is refused if weak ones are refused")
    void fileWithAWeakChecksumOnlyIsRefused() throws IOException {
        test.policy.refusedAlgorithm = "md5";
        file(MD5.hex() + "  image.img\n");
        ImageException e = test.failure(request(SUMS));
        assertThat(e.code()).isEqualTo(ErrorCode.REFUSED_BY_POLICY);
        assertThat(e).hasMessageContaining("io.ingot.access");
        assertThat(e.details()).containsExactly("in the checksum file " + SUMS);
        assertThat(e.subject()).contains(SUMS);
    }

    @Test
    @DisplayName("K-12: a weak checksum beside a strong one is ignored, with a warning")
    void weakChecksumBesideAStrongOneIsIgnored() throws IOException {
        test.policy.refusedAlgorithm = "md5";
        file("00".repeat(16) + "  image.img\n" + SHA256.hex() + "  image.img\n");
        FetchedImage fetched = test.fetch(request(SUMS));
        assertThat(fetched.verified()).isTrue();
        assertThat(fetched.warnings()).singleElement().asString().startsWith("the md5 of the checksum file " + SUMS);
    }

    @Test
    @DisplayName("K-12: a file with a weak checksum only is ignored beside a strong one, with a warning")
    void fileWithAWeakChecksumOnlyIsIgnoredBesideAStrongOne() throws IOException {
        test.policy.refusedAlgorithm = "md5";
        file(MD5.hex() + "  image.img\n");
        FetchedImage fetched = test.fetch(request(SUMS).checksum(SHA256));
        assertThat(fetched.verified()).isTrue();
        assertThat(fetched.warnings()).singleElement().asString().startsWith("the md5 of the checksum file " + SUMS);
    }

    @Test
    @DisplayName("K-11: an allowed weak checksum is compared, but does not verify")
    void weakChecksumThatIsAllowedDoesNotVerify() throws IOException {
        file(MD5.hex() + "  image.img\n");
        FetchedImage fetched = test.fetch(request(SUMS));
        assertThat(fetched.verified()).isFalse();
        assertThat(fetched.warnings()).singleElement().asString().startsWith("not verified: md5 matches");
        file("00".repeat(16) + "  image.img\n");
        assertThat(test.failure(test.requestTo("other").checksumFile(imageRequest(SUMS)))
                        .code())
                .isEqualTo(ErrorCode.CHECKSUM_MISMATCH);
    }

    @Test
    @DisplayName("K-11: a weak checksum of the caller causes a warning, also beside a strong one")
    void weakChecksumOfTheCallerAlwaysCausesAWarning() throws IOException {
        FetchedImage fetched = test.fetch(test.request().checksum(MD5).checksum(SHA256));
        assertThat(fetched.verified()).isTrue();
        assertThat(fetched.warnings())
                .containsExactly("md5 does not verify an image, since other bytes can be made for it; the stronger"
                        + " checksum does");
    }

    @Test
    @DisplayName("K-09, K-12: a weak checksum of a catalogue is accepted without a warning beside a strong one")
    void weakChecksumOfACatalogueIsAccepted() throws IOException {
        test.policy.refusedAlgorithm = "md5";
        image.info(info -> info.checksums(List.of(MD5)));
        FetchedImage fetched = test.fetch();
        assertThat(fetched.verified()).isFalse();
        assertThat(fetched.warnings()).singleElement().asString().startsWith("not verified: md5 matches");
        image.info(info -> info.checksums(List.of(MD5, SHA256)));
        assertThat(test.fetch(test.requestTo("other")).warnings()).isEmpty();
    }

    @Test
    @DisplayName("K-05: a file with an unknown algorithm only is refused")
    void unknownAlgorithmInAFileIsRefused() throws IOException {
        file("BLAKE2b (image.img) = " + "ab".repeat(64) + "\n");
        ImageException e = test.failure(request(SUMS));
        assertThat(e.code()).isEqualTo(ErrorCode.INVALID_METADATA);
        assertThat(e).hasMessageContainingAll(SUMS, "blake2b", "cannot compute");
        file("BLAKE2b (image.img) = " + "ab".repeat(64) + "\nSHA256 (image.img) = " + SHA256.hex());
        assertThat(test.fetch(request(SUMS)).warnings())
                .singleElement()
                .asString()
                .contains("blake2b", "passed over");
    }

    @Test
    @DisplayName("K-09: of a file with several algorithms only the requested one is used")
    void onlyTheRequestedAlgorithmIsUsed() throws IOException {
        test.policy.refusedAlgorithm = "md5";
        file("00".repeat(16) + "  image.img\n" + "00".repeat(64) + "  image.img\n" + SHA256.hex() + "  image.img\n");
        FetchedImage fetched = test.fetch(requestWithAlgorithm("SHA-256"));
        assertThat(fetched.verified()).isTrue();
        assertThat(fetched.warnings()).isEmpty();
    }

    @Test
    @DisplayName("K-09: bare digits have the requested algorithm")
    void bareDigitsHaveTheRequestedAlgorithm() throws IOException {
        file(TestEngine.checksum("sha3-256", BYTES).hex() + "\n");
        assertThat(test.fetch(requestWithAlgorithm("sha3-256")).verified()).isTrue();
        assertThat(test.failure(request(SUMS)).code()).isEqualTo(ErrorCode.CHECKSUM_MISMATCH);
    }

    @Test
    @DisplayName("K-09: a file without the requested algorithm is refused")
    void fileWithoutTheRequestedAlgorithmIsRefused() throws IOException {
        file(SHA256.hex() + "  image.img\n");
        ImageException e = test.failure(requestWithAlgorithm("sha512"));
        assertThat(e.code()).isEqualTo(ErrorCode.INVALID_METADATA);
        assertThat(e).hasMessageContainingAll(SUMS, "no sha512", "sha256");
        assertThat(e.subject()).contains(SUMS);
        assertThat(image.opens).hasValue(0);
    }

    @Test
    void digestsOfAnotherAlgorithmUnderAHeadingAreNotCompared() throws IOException {
        String sha512 = TestEngine.checksum("sha512", BYTES).hex();
        file("# BLAKE2B HASH\n" + "ab".repeat(64) + "  image.img\n# SHA512 HASH\n" + sha512 + "  image.img\n");
        FetchedImage fetched = test.fetch(request(SUMS));
        assertThat(fetched.verified()).isTrue();
        assertThat(fetched.warnings()).singleElement().asString().contains("blake2b", "passed over");
    }

    @Test
    void nameOfTheFileGivesItsAlgorithm() throws IOException {
        put("fake://origin/b2sums.txt", "ab".repeat(64) + "  image.img\n");
        assertThat(test.failure(request("fake://origin/b2sums.txt")))
                .hasMessageContainingAll("blake2b", "cannot compute");
    }

    @Test
    @DisplayName("K-19: without any checksum the SHA-256 is computed, but does not verify")
    void digestIsComputedWithoutAnyChecksum() throws IOException {
        FetchedImage fetched = test.fetch();
        assertThat(fetched.digests()).contains(SHA256);
        assertThat(fetched.verified()).isFalse();
    }

    @Test
    void checksumOfAFileMustNotContradictTheCallers() throws IOException {
        file(SHA256.hex());
        ImageException e = test.failure(request(SUMS).checksum(new Checksum("sha256", WRONG)));
        assertThat(e.code()).isEqualTo(ErrorCode.INVALID_METADATA);
        assertThat(image.shows).hasValue(0);
    }

    @Test
    @DisplayName("K-24: a preview has the checksum of the file")
    void previewHasTheChecksumOfTheFile() throws IOException {
        test.policy.refusedAlgorithm = "md5";
        image.info(info ->
                info.checksums(List.of(TestEngine.checksum("sha512", BYTES))).note("it moved"));
        file(MD5.hex() + "  image.img\n" + SHA256.hex() + "  image.img\n");
        FetchPreview preview = preview(request(SUMS));
        assertThat(preview.checksums()).containsExactly(SHA256, TestEngine.checksum("sha512", BYTES));
        assertThat(preview.checks()).contains("its sha256 is " + SHA256.hex());
        assertThat(preview.warnings()).hasSize(2).contains("it moved").anyMatch(text -> text.contains("md5"));
        assertThat(image.opens).hasValue(0);
    }

    @Test
    void secondFetchMovesNoBytesOfTheImage() throws IOException {
        image.version("1");
        file(SHA256.hex());
        test.fetch(request(SUMS));
        assertThat(test.fetch(test.requestTo("other").checksumFile(imageRequest(SUMS)))
                        .source())
                .isEqualTo(FetchedImage.Source.STORE);
        assertThat(image.opens).hasValue(1);
    }

    private FakeImage file(String text) {
        return put(SUMS, text);
    }

    private FakeImage put(String reference, String text) {
        return test.resolver.put(reference, FakeImage.of(text.getBytes(StandardCharsets.UTF_8)));
    }

    private FetchRequest request(String file) throws ImageException {
        return test.request().checksumFile(imageRequest(file));
    }

    private FetchRequest requestWithAlgorithm(String algorithm) throws ImageException {
        return test.request().checksumFile(new ChecksumFileRequest(imageRequest(SUMS), Optional.of(algorithm)));
    }

    private FetchPreview preview(FetchRequest request) throws ImageException {
        try (Call call = Call.start()) {
            return test.engine.preview(request, call);
        }
    }

    private static ImageRequest imageRequest(String reference) throws ImageException {
        return ImageRequest.of(ImageReference.parse(reference));
    }

    private static ImageReference reference(String text) {
        try {
            return ImageReference.parse(text);
        } catch (ImageException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream coded = new ByteArrayOutputStream();
        try (GZIPOutputStream stream = new GZIPOutputStream(coded)) {
            stream.write(bytes);
        }
        return coded.toByteArray();
    }
}
