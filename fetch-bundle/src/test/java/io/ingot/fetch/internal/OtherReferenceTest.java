// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.image.Call;
import io.ingot.image.Checksum;
import io.ingot.image.Credentials;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.ImageReference;
import io.ingot.image.ImageRequest;
import io.ingot.image.Secret;
import io.ingot.image.client.FetchPreview;
import io.ingot.image.client.FetchRequest;
import io.ingot.image.client.FetchedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Content that was obtained under one reference, and is requested under another: with a new signature, or by its
 * digest.
 */
@Timeout(60)
class OtherReferenceTest {
    private static final byte[] BYTES = TestEngine.bytes(3_000_001);
    private static final Checksum DIGEST = TestEngine.sha256(BYTES);
    private static final String MONDAY = "fake://origin/image?X-Amz-Date=20261130&X-Amz-Signature=1a";
    private static final String TUESDAY = "fake://origin/image?X-Amz-Date=20261201&X-Amz-Signature=2b";
    private static final String OTHER_REFERENCE = "fake://elsewhere/other";

    @TempDir
    Path temporary;

    private TestEngine test;

    @BeforeEach
    void start() throws IOException {
        test = new TestEngine(
                Files.createDirectory(temporary.resolve("node")), temporary.resolve("home"), TestConfig.quick());
    }

    @AfterEach
    void stop() {
        test.close();
    }

    @ParameterizedTest
    @CsvSource({
        "fake://origin/image?sig=1, fake://origin/image?sig=2",
        "fake://origin/image?se=1&sig=1, fake://origin/image?sig=2&se=9&sp=r",
        "fake://origin/image?sig=1, fake://origin/image",
        "fake://origin/image, fake://origin/image?sig=1",
        "fake://me:hush@origin/image, fake://origin/image?token=1",
        "fake://origin/image?versionId=3&sig=1, fake://origin/image?sig=2&versionId=3",
        "http://origin/image?sig=1, http://origin:80/image?sig=2"
    })
    void sameStrongVersionUnderAnotherQueryIsAHit(String first, String second) throws IOException {
        put(first).version("1");
        FakeImage again = put(second).version("1");
        test.fetch(test.request(first));
        assertThat(preview(test.request(second)).held()).isTrue();
        assertThat(test.fetch(test.request(second)).source()).isEqualTo(FetchedImage.Source.STORE);
        assertThat(again.shows).hasPositiveValue();
        assertThat(again.opens).hasValue(0);
    }

    @ParameterizedTest
    @CsvSource({
        "fake://origin/image?sig=1, fake://origin/other?sig=1",
        "fake://origin/image?sig=1, fake://elsewhere/image?sig=1",
        "fake://origin/image?sig=1, fake://origin:81/image?sig=1",
        "http://origin/image?sig=1, https://origin/image?sig=1",
        "fake://origin/get?file=a&sig=1, fake://origin/get?file=b&sig=2",
        "fake://origin/get?file=a, fake://origin/get",
        "fake://origin/image?versionId=3, fake://origin/image?versionId=4"
    })
    void anotherPathOriginOrNameInTheQueryIsAnotherImage(String first, String second) throws IOException {
        put(first).version("1");
        put(second).version("1");
        test.fetch(test.request(first).checksum(DIGEST));
        FetchRequest request = test.request(second).checksum(DIGEST);
        assertThat(preview(request).held()).isFalse();
        assertThat(test.fetch(request).source()).isEqualTo(FetchedImage.Source.ORIGIN);
    }

    @Test
    void callersDigestMakesAnotherSignatureAHitWithoutAnyVersion() throws IOException {
        put(MONDAY);
        FakeImage again = put(TUESDAY);
        test.fetch(test.request(MONDAY));
        FetchedImage second = test.fetch(test.request(TUESDAY).checksum(DIGEST));
        assertThat(second.source()).isEqualTo(FetchedImage.Source.STORE);
        assertThat(second.verified()).isTrue();
        assertThat(again.opens).hasValue(0);
    }

    @Test
    void withoutVersionAndDigestAnotherSignatureIsFetched() throws IOException {
        put(MONDAY);
        put(TUESDAY);
        test.fetch(test.request(MONDAY));
        assertThat(test.fetch(test.request(TUESDAY)).source()).isEqualTo(FetchedImage.Source.ORIGIN);
    }

    @Test
    void dateDoesNotIdentifyAnImageAcrossSignatures() throws IOException {
        put(MONDAY).version("d").info(info -> info.versionByDate(true));
        put(TUESDAY).version("d").info(info -> info.versionByDate(true));
        test.fetch(test.request(MONDAY));
        assertThat(test.fetch(test.request(TUESDAY)).source()).isEqualTo(FetchedImage.Source.ORIGIN);
    }

    @Test
    void imageOfAnotherSizeIsFetchedDespiteAnExpectedDigestOfTheStoredOne() throws IOException {
        put(MONDAY).version("1");
        FakeImage grown = put(TUESDAY).version("2");
        grown.info(info -> info.size(BYTES.length + 1));
        test.fetch(test.request(MONDAY));
        FetchRequest request = test.request(TUESDAY).checksum(DIGEST);
        assertThat(preview(request).reason())
                .isEqualTo("not held: the origin shows an image of " + (BYTES.length + 1) + " bytes, " + DIGEST
                        + " has " + BYTES.length);
        test.failure(request);
        assertThat(grown.opens.get()).isPositive();
    }

    @ParameterizedTest
    @ValueSource(strings = {TUESDAY, OTHER_REFERENCE})
    void callerThatTheOriginRefusesGetsNothing(String second) throws IOException {
        put("fake://origin/image").anonymous().version("1");
        FakeImage refused = put(second).version("1").thenShows(Faults.failing(ErrorCode.NOT_AUTHORIZED));
        test.fetch(test.request("fake://origin/image"));
        ImageException e = test.failure(test.request(second).checksum(DIGEST));
        assertThat(e.code()).isEqualTo(ErrorCode.NOT_AUTHORIZED);
        assertThat(refused.opens).hasValue(0);
    }

    @Test
    void signedReferencesShareOneRecord() throws IOException {
        put(MONDAY).version("1");
        test.fetch(test.request(MONDAY));
        List<Path> before = records();
        for (int day = 0; day < 5; day++) {
            String signed = "fake://origin/image?sig=" + day;
            put(signed).version("1");
            assertThat(test.fetch(test.request(signed)).source()).isEqualTo(FetchedImage.Source.STORE);
        }
        assertThat(records()).isEqualTo(before);
    }

    @Test
    void partOfAnotherSignatureIsContinuedUnderTheSameVersion() throws IOException {
        assertContinued(put(MONDAY).version("1"), put(TUESDAY).version("1"), false);
    }

    @Test
    void partOfAnotherSignatureIsContinuedUnderTheCallersDigest() throws IOException {
        assertContinued(put(MONDAY), put(TUESDAY), true);
    }

    private void assertContinued(FakeImage monday, FakeImage tuesday, boolean named) throws IOException {
        test.engine.modified(TestConfig.quick().with("retries", 0).get());
        monday.thenReads(Faults.cutAfter(2 << 20));
        test.failure(named ? test.request(MONDAY).checksum(DIGEST) : test.request(MONDAY));
        FetchedImage image = test.fetch(named ? test.request(TUESDAY).checksum(DIGEST) : test.request(TUESDAY));
        assertThat(image.path()).hasBinaryContent(BYTES);
        assertThat(tuesday.offsets).containsExactly(2L << 20);
    }

    @Test
    void anotherVersionIsAHitOnlyForACallerThatExpectsTheStoredDigest() throws IOException {
        FakeImage image = test.image(BYTES).version("node 1");
        test.fetch();
        byte[] changed = BYTES.clone();
        changed[0]++;
        image.replaceBytes(changed, image.info().toBuilder().version("node 2").build());
        assertThat(test.fetch(test.requestTo("second").checksum(DIGEST)).source())
                .isEqualTo(FetchedImage.Source.STORE);
        FetchedImage third = test.fetch(test.requestTo("third"));
        assertThat(third.source()).isEqualTo(FetchedImage.Source.ORIGIN);
        assertThat(third.path()).hasBinaryContent(changed);
    }

    @Test
    void digestFindsContentObtainedWithoutCredentialsUnderAnyReference() throws IOException {
        put("fake://origin/image").anonymous().version("1");
        FakeImage other = put(OTHER_REFERENCE).version("2");
        test.fetch(test.request("fake://origin/image"));
        FetchRequest request = test.request(OTHER_REFERENCE).checksum(DIGEST);
        assertThat(preview(request).reason())
                .startsWith("held: " + DIGEST + ", unchanged since ")
                .endsWith("; obtained without credentials from another reference, it has the expected digest");
        assertThat(test.fetch(request).source()).isEqualTo(FetchedImage.Source.STORE);
        assertThat(other.shows).hasPositiveValue();
        assertThat(other.opens).hasValue(0);
    }

    @Test
    void strongDigestOfAnotherAlgorithmFindsContentIfItWasComputed() throws IOException {
        Checksum sha512 = TestEngine.checksum("sha512", BYTES);
        put("fake://origin/image").anonymous();
        put(OTHER_REFERENCE);
        test.fetch(test.request("fake://origin/image").checksum(sha512));
        assertThat(test.fetch(test.request(OTHER_REFERENCE).checksum(sha512)).source())
                .isEqualTo(FetchedImage.Source.STORE);
    }

    @Test
    void weakDigestDoesNotFindContent() throws IOException {
        put("fake://origin/image").anonymous();
        put(OTHER_REFERENCE);
        Checksum md5 = TestEngine.checksum("md5", BYTES);
        test.fetch(test.request("fake://origin/image").checksum(md5));
        assertThat(test.fetch(test.request(OTHER_REFERENCE).checksum(md5)).source())
                .isEqualTo(FetchedImage.Source.ORIGIN);
    }

    @Test
    void digestThatAnOriginDeclaresDoesNotFindContentOfAnother() throws IOException {
        put("fake://origin/image").anonymous();
        FakeImage claiming = put(OTHER_REFERENCE).info(info -> info.checksums(List.of(DIGEST)));
        test.fetch(test.request("fake://origin/image"));
        assertThat(test.fetch(test.request(OTHER_REFERENCE)).source()).isEqualTo(FetchedImage.Source.ORIGIN);
        assertThat(claiming.opens).hasValue(1);
    }

    @Test
    void digestDoesNotFindContentOfAServiceThatDoesNotDeclareItAnonymous() throws IOException {
        put("fake://origin/image");
        assertNotFoundAfter(test.request("fake://origin/image"));
    }

    @Test
    void digestDoesNotFindContentObtainedWithCredentials() throws IOException {
        put("fake://origin/image").anonymous();
        ImageRequest request = request("fake://origin/image").as(new Credentials.Token(Secret.of("hush")));
        assertNotFoundAfter(FetchRequest.of(request, test.destination()));
    }

    @ParameterizedTest
    @ValueSource(strings = {MONDAY, "fake://me:hush@origin/image", "fake://origin/image?"})
    void digestDoesNotFindContentObtainedWithASignature(String signed) throws IOException {
        put(signed).anonymous();
        assertNotFoundAfter(test.request(signed));
    }

    @Test
    void digestDoesNotFindContentOfACataloguesLocation() throws IOException {
        put("fake://catalogue/image").locatedAt(TestEngine.location("fake://mirror/image"));
        put("fake://mirror/image").anonymous();
        assertNotFoundAfter(test.request("fake://catalogue/image"));
    }

    @Test
    void contentThatBecomesAnonymousLaterIsNotFoundByDigest() throws IOException {
        FakeImage protectedImage = put("fake://origin/image").version("1");
        test.fetch(FetchRequest.of(
                request("fake://origin/image").as(new Credentials.Token(Secret.of("hush"))), test.destination()));
        protectedImage.anonymous();
        assertThat(test.fetch(test.request("fake://origin/image")).source()).isEqualTo(FetchedImage.Source.STORE);
        FakeImage other = put(OTHER_REFERENCE);
        test.fetch(test.request(OTHER_REFERENCE).checksum(DIGEST));
        assertThat(other.opens).hasValue(1);
    }

    @Test
    void contentObtainedAgainWithoutCredentialsIsFoundByDigest() throws IOException {
        put(MONDAY).anonymous();
        put("fake://origin/open").anonymous();
        put(OTHER_REFERENCE);
        test.fetch(test.request(MONDAY));
        test.fetch(test.request("fake://origin/open"));
        assertThat(test.storedFiles()).hasSize(1);
        assertThat(test.fetch(test.request(OTHER_REFERENCE).checksum(DIGEST)).source())
                .isEqualTo(FetchedImage.Source.STORE);
    }

    @Test
    void removalOfAReferenceCoversItsOtherSignatures() throws IOException {
        put(MONDAY).version("1");
        put(TUESDAY).version("1");
        put("fake://origin/same").version("1");
        test.fetch(test.request(MONDAY));
        test.fetch(test.request("fake://origin/same"));
        new OperatorStore(test.engine).remove(ImageReference.parse(MONDAY));
        assertThat(test.storedFiles()).hasSize(1);
        assertThat(test.fetch(test.request(TUESDAY)).source()).isEqualTo(FetchedImage.Source.ORIGIN);
    }

    /** Checks that a content of one request is transferred again for another reference with its digest. */
    private void assertNotFoundAfter(FetchRequest first) throws IOException {
        FakeImage other = put(OTHER_REFERENCE);
        test.fetch(first);
        FetchRequest second = test.request(OTHER_REFERENCE).checksum(DIGEST);
        assertThat(preview(second).reason()).isEqualTo("not held: nothing is recorded");
        assertThat(test.fetch(second).source()).isEqualTo(FetchedImage.Source.ORIGIN);
        assertThat(other.opens).hasValue(1);
    }

    private FakeImage put(String reference) {
        return test.resolver.put(reference, FakeImage.of(BYTES));
    }

    private static ImageRequest request(String reference) throws ImageException {
        return ImageRequest.of(ImageReference.parse(reference));
    }

    private FetchPreview preview(FetchRequest request) throws ImageException {
        try (Call call = Call.start()) {
            return test.engine.preview(request, call);
        }
    }

    private List<Path> records() throws IOException {
        try (Stream<Path> records = Files.list(test.home.resolve("store/references"))) {
            return records.sorted().toList();
        }
    }
}
