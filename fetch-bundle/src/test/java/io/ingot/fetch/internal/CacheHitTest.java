// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.ImageReference;
import io.ingot.image.ImageRequest;
import io.ingot.image.client.FetchOptions;
import io.ingot.image.client.FetchRequest;
import io.ingot.image.client.FetchedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Which stored images are hits. */
@Timeout(60)
class CacheHitTest {
    private static final byte[] BYTES = TestEngine.bytes(300_001);
    private static final byte[] OTHER = TestEngine.bytes(300_002);

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

    @Test
    @DisplayName("C-06, C-19: a current stored image is placed; the origin is asked once, and sends no bytes")
    void hitCostsOneShowAndNoOpen() throws IOException {
        FakeImage image = test.image(BYTES).version("1");
        FetchedImage first = test.fetch();
        assertThat(first.source()).isEqualTo(FetchedImage.Source.ORIGIN);

        FetchedImage second = test.fetch(test.requestTo("other"));

        assertThat(second.source()).isEqualTo(FetchedImage.Source.STORE);
        assertThat(second.bytesTransferred()).isZero();
        assertThat(second.size()).isEqualTo(BYTES.length);
        assertThat(second.digests()).contains(TestEngine.sha256(BYTES));
        assertThat(second.path()).hasBinaryContent(BYTES);
        assertThat(image.shows).hasValue(2);
        assertThat(image.opens).hasValue(1);
    }

    @Test
    void originIsAskedConditionally() throws IOException {
        FakeImage image = test.image(BYTES).version("1");
        test.fetch();
        test.fetch(test.requestTo("other"));
        List<ImageRequest> requests = List.copyOf(image.requests);
        assertThat(requests.get(0).ifNotModified()).isEmpty();
        assertThat(requests.get(requests.size() - 1).ifNotModified()).contains(image.info());
    }

    @Test
    @DisplayName("C-05: an image is placed again at the same destination without a transfer")
    void sameDestinationTwiceIsAHit() throws IOException {
        FakeImage image = test.image(BYTES).version("1");
        test.fetch();
        assertThat(test.fetch().source()).isEqualTo(FetchedImage.Source.STORE);
        test.assertOnlyDestination(BYTES);
        assertThat(image.opens).hasValue(1);
    }

    @Test
    @DisplayName("C-26: a caller without access does not get the image from the store")
    void hitIsRefusedForAnUnauthorisedCaller() throws IOException {
        FakeImage image = test.image(BYTES).version("1");
        test.fetch();
        image.thenShows(Faults.failing(ErrorCode.NOT_AUTHORIZED));
        assertThat(test.failure(test.requestTo("other")).code()).isEqualTo(ErrorCode.NOT_AUTHORIZED);
        assertThat(image.opens).hasValue(1);
    }

    @Test
    @DisplayName("C-08, C-23: another version at the origin is fetched, and replaces the stored one")
    void anotherVersionIsFetched() throws IOException {
        FakeImage image = test.image(BYTES).version("1");
        test.fetch();
        image.replaceBytes(
                OTHER, image.info().toBuilder().size(OTHER.length).version("2").build());
        FetchedImage second = test.fetch(test.requestTo("other"));
        assertThat(second.source()).isEqualTo(FetchedImage.Source.ORIGIN);
        assertThat(second.path()).hasBinaryContent(OTHER);
        assertThat(test.fetch(test.requestTo("third")).source()).isEqualTo(FetchedImage.Source.STORE);
    }

    @Test
    @DisplayName("C-24: an older date at the origin is another version as well")
    void olderDateIsNotAHit() throws IOException {
        FakeImage image = test.image(BYTES).version("of noon");
        image.info(info -> info.updatedAt(Instant.parse("2026-01-02T12:00:00Z")));
        test.fetch();
        image.replaceBytes(
                OTHER,
                image.info().toBuilder()
                        .size(OTHER.length)
                        .version("of the day before")
                        .updatedAt(Instant.parse("2026-01-01T12:00:00Z"))
                        .build());
        assertThat(test.fetch(test.requestTo("other")).path()).hasBinaryContent(OTHER);
    }

    @Test
    @DisplayName("C-22: the same version is fresh, however old its date")
    void sameVersionWithADateIsAHit() throws IOException {
        test.image(BYTES)
                .version("v")
                .info(info -> info.versionByDate(true).updatedAt(Instant.parse("2000-01-01T00:00:00Z")));
        test.fetch();
        assertThat(test.fetch(test.requestTo("other")).source()).isEqualTo(FetchedImage.Source.STORE);
    }

    @Test
    @DisplayName("C-21: an image without version and checksum is fetched each time")
    void imageWithoutAVersionIsNotAHit() throws IOException {
        FakeImage image = test.image(BYTES);
        test.fetch();
        assertThat(test.fetch().source()).isEqualTo(FetchedImage.Source.ORIGIN);
        assertThat(image.opens).hasValue(2);
        assertThat(test.storedFiles()).hasSize(1);
    }

    @Test
    void callersStrongChecksumReplacesAMissingVersion() throws IOException {
        FakeImage image = test.image(BYTES);
        test.fetch();
        FetchedImage second = test.fetch(test.requestTo("other").checksum(TestEngine.sha256(BYTES)));
        assertThat(second.source()).isEqualTo(FetchedImage.Source.STORE);
        assertThat(second.verified()).isTrue();
        assertThat(image.opens).hasValue(1);
    }

    @Test
    void callersWeakChecksumDoesNotReplaceAMissingVersion() throws IOException {
        test.image(BYTES);
        test.fetch(test.request().checksum(TestEngine.checksum("md5", BYTES)));
        FetchedImage second = test.fetch(test.requestTo("other").checksum(TestEngine.checksum("md5", BYTES)));
        assertThat(second.source()).isEqualTo(FetchedImage.Source.ORIGIN);
    }

    @Test
    @DisplayName("K-09: the checksum of the service is compared with the stored image as well")
    void digestOfTheServiceMakesAHitWithoutAVersion() throws IOException {
        FakeImage image = test.image(BYTES).info(info -> info.checksums(List.of(TestEngine.sha256(BYTES))));
        test.fetch();
        FetchedImage second = test.fetch(test.requestTo("other"));
        assertThat(second.source()).isEqualTo(FetchedImage.Source.STORE);
        assertThat(second.verified()).isTrue();
        assertThat(image.opens).hasValue(1);
    }

    @Test
    @DisplayName("I-05, K-04: a checksum that was not computed before is computed of the stored image")
    void missingDigestOfAStoredImageIsComputed() throws IOException {
        test.image(BYTES).version("1");
        test.fetch();
        FetchedImage second = test.fetch(test.requestTo("other").checksum(TestEngine.checksum("sha512", BYTES)));
        assertThat(second.source()).isEqualTo(FetchedImage.Source.STORE);
        assertThat(second.verified()).isTrue();
        assertThat(second.digests()).contains(TestEngine.checksum("sha512", BYTES));
    }

    @Test
    @DisplayName("K-04: a wrong checksum causes one fetch without caches, and the stored image stays")
    void wrongChecksumOfTheCallerFailsAfterOneUncachedFetch() throws IOException {
        FakeImage image = test.image(BYTES).version("1");
        test.fetch();
        ImageException e = test.failure(test.requestTo("other").checksum(TestEngine.sha256(OTHER)));
        assertThat(e.code()).isEqualTo(ErrorCode.CHECKSUM_MISMATCH);
        assertThat(image.opens).hasValue(2);
        assertThat(image.requests).anyMatch(ImageRequest::noCache);
        assertThat(test.fetch(test.requestTo("third")).source()).isEqualTo(FetchedImage.Source.STORE);
    }

    @Test
    void rightChecksumReplacesWrongBytesThatCameFromACache() throws IOException {
        FakeImage image = test.image(BYTES).version("1").thenReads(Faults.wrongBytes());
        test.fetch();
        FetchedImage healed = test.fetch(test.requestTo("other").checksum(TestEngine.sha256(BYTES)));
        assertThat(healed.path()).hasBinaryContent(BYTES);
        assertThat(image.opens).hasValue(2);
        FetchedImage third = test.fetch(test.requestTo("third"));
        assertThat(third.source()).isEqualTo(FetchedImage.Source.STORE);
        assertThat(third.path()).hasBinaryContent(BYTES);
    }

    @Test
    @DisplayName("C-01, C-02: a content is one file, named by its digest, under any number of references")
    void sameContentOfTwoReferencesIsOneFile() throws IOException {
        test.image(BYTES).version("1");
        String other = "other://elsewhere/image.img?signature=hush";
        test.resolver.put(other, FakeImage.of(BYTES).version("x"));
        test.fetch();
        FetchRequest request =
                FetchRequest.of(ImageRequest.of(ImageReference.parse(other)), test.folder.resolve("other"));
        assertThat(test.fetch(request).source()).isEqualTo(FetchedImage.Source.ORIGIN);
        assertThat(test.storedFiles())
                .extracting(path -> path.getFileName().toString())
                .containsExactly(TestEngine.sha256(BYTES).hex());
    }

    @Test
    @DisplayName("C-04: a file name contains no part of a reference")
    void longestReferenceIsStored() throws IOException {
        String longest = "fake://origin/image?" + "x".repeat(10_000);
        test.resolver.put(longest, FakeImage.of(BYTES).version("1"));
        test.fetch(test.request(longest));
        assertThat(test.fetch(test.request(longest)).source()).isEqualTo(FetchedImage.Source.STORE);
    }

    @Test
    void otherReferenceOfTheOriginIsAHitByDigestAndRecordedOnce() throws IOException {
        test.image(BYTES).info(info -> info.checksums(List.of(TestEngine.sha256(BYTES))));
        FakeImage other = test.resolver.put(
                "fake://origin/other",
                FakeImage.of(BYTES).version("2").info(info -> info.checksums(List.of(TestEngine.sha256(BYTES)))));
        test.fetch();
        assertThat(test.fetch(test.request("fake://origin/other")).source()).isEqualTo(FetchedImage.Source.STORE);
        assertThat(other.opens).hasValue(0);
        assertThat(new OperatorStore(test.engine).list().get(0).references())
                .containsExactlyInAnyOrder(TestEngine.REFERENCE, "fake://origin/other");
    }

    @Test
    void limitOfTheCallerAppliesToStoredImages() throws IOException {
        FakeImage image = test.image(BYTES);
        image.replaceInfo(io.ingot.image.ImageInfo.builder().version("1").build());
        test.fetch();
        ImageException e =
                test.failure(test.requestTo("other").options(FetchOptions.DEFAULT.maxSize(BYTES.length - 1)));
        assertThat(e.code()).isEqualTo(ErrorCode.REFUSED_BY_POLICY);
        assertThat(image.opens).hasValue(1);
    }

    @Test
    void digestDoesNotGiveAccessToAnImageOfAnotherOrigin() throws IOException {
        test.image(BYTES).info(info -> info.checksums(List.of(TestEngine.sha256(BYTES))));
        test.fetch();
        FakeImage claimed = test.resolver.put(
                "fake://thief/image",
                FakeImage.of(OTHER).info(info -> info.size(BYTES.length).checksums(List.of(TestEngine.sha256(BYTES)))));
        test.failure(test.request("fake://thief/image"));
        assertThat(claimed.opens.get()).isPositive();
    }

    @Test
    @DisplayName("C-17: an uncacheable image is at its destination only")
    void uncacheableImageIsPlacedButNotStored() throws IOException {
        FakeImage image = test.image(BYTES).version("1").info(info -> info.cacheable(false));
        test.fetch();
        assertThat(test.storedFiles()).isEmpty();
        assertThat(test.fetch().source()).isEqualTo(FetchedImage.Source.ORIGIN);
        assertThat(image.opens).hasValue(2);
    }

    @Test
    void uncacheableLocationOverridesItsCatalogue() throws IOException {
        FakeImage catalogue = test.image(BYTES).version("1").locatedAt(TestEngine.location("fake://mirror/image"));
        test.resolver.put("fake://mirror/image", FakeImage.of(BYTES).info(info -> info.cacheable(false)));
        test.fetch();
        test.assertOnlyDestination(BYTES);
        assertThat(test.storedFiles()).isEmpty();
        assertThat(test.fetch().source()).isEqualTo(FetchedImage.Source.ORIGIN);
        assertThat(catalogue.opens).hasValue(2);
    }

    @Test
    void uncacheableLocationIsObeyedAfterAnotherFailed() throws IOException {
        test.image(BYTES)
                .version("1")
                .locatedAt(TestEngine.location("fake://first/image"), TestEngine.location("fake://second/image"));
        test.resolver.put("fake://first/image", FakeImage.of(BYTES).thenReads(Faults.refused(ErrorCode.UNACCEPTABLE)));
        FakeImage second =
                test.resolver.put("fake://second/image", FakeImage.of(BYTES).info(info -> info.cacheable(false)));
        test.fetch();
        test.assertOnlyDestination(BYTES);
        assertThat(second.offsets).containsExactly(0L);
        assertThat(test.storedFiles()).isEmpty();
    }

    @Test
    @DisplayName("C-09: without the store the image is written straight to its destination")
    void requestWithoutTheStoreNeitherReadsNorWritesIt() throws IOException {
        FakeImage image = test.image(BYTES).version("1");
        test.fetch(test.request().options(FetchOptions.DEFAULT.useStore(false)));
        assertThat(Files.notExists(test.home.resolve("store"))).isTrue();
        test.fetch();
        test.fetch(test.request().options(FetchOptions.DEFAULT.useStore(false)));
        assertThat(image.opens).hasValue(3);
    }

    @Test
    void writeThroughALinkIsDetectedAndTheImageFetchedAgain() throws IOException {
        test.engine.modified(
                TestConfig.quick().with("placement", new String[] {"link"}).get());
        FakeImage image = test.image(BYTES).version("1");
        test.fetch();
        FileTime before = Files.getLastModifiedTime(test.destination());
        Files.setPosixFilePermissions(test.destination(), PosixFilePermissions.fromString("rw-------"));
        Files.write(test.destination(), new byte[BYTES.length]);
        Files.setLastModifiedTime(test.destination(), before);
        FetchedImage second = test.fetch(test.requestTo("other"));
        assertThat(second.path()).hasBinaryContent(BYTES);
        assertThat(image.opens).hasValue(2);
    }

    @Test
    @DisplayName("C-07: an image that cannot be linked is copied")
    void placementFollowsTheConfiguration() throws IOException {
        test.image(BYTES).version("1");
        test.engine.modified(
                TestConfig.quick().with("placement", new String[] {"copy"}).get());
        test.fetch();
        assertThat(Files.getAttribute(test.destination(), "unix:nlink")).isEqualTo(1);
        test.engine.modified(
                TestConfig.quick().with("placement", new String[] {"link"}).get());
        test.fetch();
        assertThat(Files.getAttribute(test.destination(), "unix:nlink")).isEqualTo(2);
    }

    @Test
    @DisplayName("I-07, I-31, C-15: a failed fetch leaves neither a destination nor a stored image")
    void failedFetchStoresNothing() throws IOException {
        test.image(BYTES).version("1").thenReads(Faults.refused(ErrorCode.NOT_FOUND));
        test.failure();
        assertThat(test.storedFiles()).isEmpty();
    }

    @Test
    void folderOfTheStoreMayChangeAtRunTime() throws IOException {
        FakeImage image = test.image(BYTES).version("1");
        test.fetch();
        Path otherStore = temporary.resolve("elsewhere");
        test.engine.modified(
                TestConfig.quick().with("store", otherStore.toString()).get());
        assertThat(new OperatorStore(test.engine).folder()).isEqualTo(otherStore);
        test.fetch();
        assertThat(image.opens).hasValue(2);
        assertThat(new OperatorStore(test.engine).list()).hasSize(1);
        test.engine.modified(TestConfig.quick().get());
        assertThat(test.fetch().source()).isEqualTo(FetchedImage.Source.STORE);
    }

    @Test
    void removedImageIsFetchedAgain() throws IOException {
        FakeImage image = test.image(BYTES).version("1");
        test.fetch();
        OperatorStore store = new OperatorStore(test.engine);
        assertThat(store.remove(test.request().image().reference()).size()).isEqualTo(BYTES.length);
        test.fetch();
        assertThat(image.opens).hasValue(2);
        store.remove(TestEngine.sha256(BYTES).hex());
        assertThat(store.list()).isEmpty();
    }
}
