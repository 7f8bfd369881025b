// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.image.AddressScope;
import io.ingot.image.Credentials;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.ImageInfo;
import io.ingot.image.ImageRequest;
import io.ingot.image.Secret;
import io.ingot.image.client.FetchRequest;
import io.ingot.image.client.FetchedImage;
import io.ingot.image.spi.Location;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LocationsTest {
    private static final byte[] BYTES = TestEngine.bytes(800_001);
    private static final byte[] OTHER = TestEngine.bytes(800_002);
    private static final long HALF = 400_000;

    @TempDir
    Path folder;

    private TestEngine test;
    private FakeImage catalogue;
    private FakeImage first;
    private FakeImage second;

    @BeforeEach
    void start() throws ImageException {
        test = TestEngine.in(folder);
        catalogue =
                test.image(BYTES).locatedAt(TestEngine.location("fake://one/a"), TestEngine.location("fake://two/a"));
        first = test.resolver.put("fake://one/a", FakeImage.of(BYTES));
        second = test.resolver.put("fake://two/a", FakeImage.of(BYTES));
    }

    @AfterEach
    void stop() {
        test.close();
    }

    @Test
    void bestLocationIsRead() throws IOException {
        FetchedImage fetched = test.fetch();
        test.assertOnlyDestination(BYTES);
        assertThat(fetched.source()).isEqualTo(FetchedImage.Source.ORIGIN);
        assertThat(first.offsets).containsExactly(0L);
        assertThat(second.shows).hasValue(0);
        assertThat(first.sourcesOpen).hasValue(0);
    }

    @Test
    @DisplayName("I-06: credentials of a request are not sent to a location")
    void credentialsOfTheRequestAreNotSentToALocation() throws IOException {
        Credentials mine = new Credentials.Token(Secret.of("mine"));
        Credentials its = new Credentials.Token(Secret.of("its"));
        catalogue.locatedAt(TestEngine.location("fake://one/a").as(its));
        FetchRequest request = FetchRequest.of(test.request().image().as(mine), test.destination());
        test.fetch(request);
        assertThat(catalogue.requests)
                .allMatch(sent -> sent.credentials().orElseThrow().equals(mine));
        assertThat(first.requests)
                .isNotEmpty()
                .allMatch(sent -> sent.credentials().orElseThrow().equals(its));
    }

    @Test
    void locationIsRequestedWithTheScopeOfTheCatalogue() throws IOException {
        catalogue.locatedAt(TestEngine.location("fake://one/a").referrerScope(AddressScope.PRIVATE));
        FetchRequest led =
                FetchRequest.of(test.request().image().referrerScope(AddressScope.PUBLIC), test.destination());
        test.fetch();
        assertThat(first.requests).isNotEmpty().allMatch(request -> request.referrerScope() == AddressScope.PRIVATE);
        first.requests.clear();
        catalogue.locatedAt(TestEngine.location("fake://two/a").referrerScope(AddressScope.PRIVATE));
        test.fetch(led);
        assertThat(second.requests).isNotEmpty().allMatch(request -> request.referrerScope() == AddressScope.PUBLIC);
    }

    @Test
    void refusedAndUnsupportedLocationsAreSkipped() throws IOException {
        first.thenShows(Faults.failing(ErrorCode.REFUSED_BY_POLICY));
        second.thenOpens(Faults.failing(ErrorCode.UNSUPPORTED_SCHEME));
        FakeImage third = test.resolver.put("fake://three/a", FakeImage.of(BYTES));
        catalogue.locatedAt(
                TestEngine.location("fake://one/a"),
                TestEngine.location("fake://two/a"),
                TestEngine.location("fake://three/a"));
        test.fetch();
        test.assertOnlyDestination(BYTES);
        assertThat(third.offsets).hasSize(1);
    }

    @Test
    void errorNamesAllFailedLocations() throws IOException {
        first.thenShows(Faults.failing(ErrorCode.REFUSED_BY_POLICY));
        second.thenShows(Faults.failing(ErrorCode.UNSUPPORTED_SCHEME));
        ImageException e = test.failure();
        assertThat(e.code()).isEqualTo(ErrorCode.UNSUPPORTED_SCHEME);
        assertThat(e).hasMessage("fake://origin/image.img at fake://two/a: the fake service says UNSUPPORTED_SCHEME");
        assertThat(e.details())
                .containsExactly(
                        "fake://one/a: REFUSED_BY_POLICY: the fake service says REFUSED_BY_POLICY",
                        "fake://two/a: UNSUPPORTED_SCHEME: the fake service says UNSUPPORTED_SCHEME");
    }

    @Test
    void errorNamesEachReferenceOfTheChainOnce() throws IOException {
        catalogue.locatedAt(TestEngine.location("fake://one/a"));
        first.locatedAt(TestEngine.location("fake://deep/a"));
        test.resolver.put("fake://deep/a", FakeImage.of(BYTES)).thenReads(Faults.refused(ErrorCode.UNACCEPTABLE));

        assertThat(test.failure())
                .hasMessage("fake://origin/image.img at fake://one/a at fake://deep/a:"
                        + " the fake service says UNACCEPTABLE");
    }

    @Test
    void errorNamesALocationThatBreaksMidTransfer() throws IOException {
        test.engine.modified(TestConfig.quick().with("retries", 0).get());
        catalogue.locatedAt(TestEngine.location("fake://one/a"));
        first.version("1").thenReads(Faults.cutAfter(HALF));

        assertThat(test.failure())
                .hasMessageStartingWith("fake://origin/image.img at fake://one/a: ")
                .hasMessageEndingWith("Connection reset");
    }

    @Test
    void mismatchNamesTheLocation() throws IOException {
        catalogue
                .locatedAt(TestEngine.location("fake://one/a"))
                .info(info -> info.checksums(List.of(TestEngine.sha256(BYTES))));
        first.thenReads(Faults.wrongBytes(), Faults.wrongBytes());

        ImageException e = test.failure();

        assertThat(e.code()).isEqualTo(ErrorCode.CHECKSUM_MISMATCH);
        assertThat(e).hasMessageStartingWith("fake://origin/image.img at fake://one/a: sha256 ");
    }

    @Test
    void errorNamesAFailedReferenceOnce() throws IOException {
        catalogue.thenOpens(Faults.failing(ErrorCode.NOT_FOUND));

        assertThat(test.failure()).hasMessage("the fake service says NOT_FOUND");
    }

    @Test
    void locationOfAnotherSizeIsSkipped() throws IOException {
        test.resolver.put("fake://one/a", FakeImage.of(OTHER));
        test.fetch();
        test.assertOnlyDestination(BYTES);
        assertThat(second.offsets).hasSize(1);
    }

    @Test
    void locationOfAnotherDigestIsSkipped() throws IOException {
        catalogue.info(info -> info.checksums(List.of(TestEngine.sha256(BYTES))));
        first.info(info -> info.checksums(List.of(TestEngine.sha256(OTHER))));
        test.fetch();
        test.assertOnlyDestination(BYTES);
        assertThat(first.opens).hasValue(0);
    }

    @Test
    void locationWithWrongBytesIsSkippedOnce() throws IOException {
        catalogue.info(info -> info.checksums(List.of(TestEngine.sha256(BYTES))));
        first.thenReads(Faults.wrongBytes());
        FetchedImage fetched = test.fetch();
        test.assertOnlyDestination(BYTES);
        assertThat(fetched.verified()).isTrue();
        assertThat(second.offsets).containsExactly(0L);
    }

    @Test
    void expiredGrantIsRenewedInMidTransfer() throws IOException {
        catalogue.version("1");
        first.thenReads(Faults.cutAfter(HALF), Faults.refused(ErrorCode.NOT_AUTHORIZED));
        test.fetch();
        test.assertOnlyDestination(BYTES);
        assertThat(catalogue.opens).hasValue(2);
        assertThat(first.offsets).containsExactly(0L, HALF, HALF);
        assertThat(second.shows).hasValue(0);
    }

    @Test
    void catalogueIsAskedOnceThenTheNextLocationIsTried() throws IOException {
        first.thenReads(
                Collections.nCopies(9, Faults.refused(ErrorCode.NOT_FOUND)).toArray(FakeImage.ReadBehavior[]::new));
        test.fetch();
        test.assertOnlyDestination(BYTES);
        assertThat(catalogue.opens).hasValue(2);
        assertThat(first.offsets).containsExactly(0L, 0L);
        assertThat(second.offsets).containsExactly(0L);
    }

    @Test
    void expiredGrantIsNotTried() throws IOException {
        catalogue.locatedAt(TestEngine.location("fake://one/a").until(Instant.EPOCH));
        test.fetch();
        assertThat(catalogue.opens).hasValue(2);
    }

    @Test
    void failedMirrorIsContinuedFromAnotherUnderADigest() throws IOException {
        catalogue.info(info -> info.checksums(List.of(TestEngine.sha256(BYTES))));
        first.thenReads(Faults.cutAfter(HALF), Faults.cutAfter(0));
        test.fetch();
        test.assertOnlyDestination(BYTES);
        assertThat(first.offsets).containsExactly(0L, HALF);
        assertThat(second.offsets).containsExactly(HALF);
    }

    @Test
    void failedMirrorIsContinuedFromAnotherUnderTheCataloguesVersion() throws IOException {
        catalogue.version("1");
        first.thenReads(Faults.cutAfter(HALF), Faults.cutAfter(0));
        test.fetch();
        test.assertOnlyDestination(BYTES);
        assertThat(second.offsets).containsExactly(HALF);
    }

    @Test
    void equalTagsOfTwoMirrorsDoNotIdentifyTheBytes() throws IOException {
        first.version("1").thenReads(Faults.cutAfter(HALF), Faults.cutAfter(0));
        second.version("1");
        test.fetch();
        test.assertOnlyDestination(BYTES);
        assertThat(first.offsets).containsExactly(0L, HALF);
        assertThat(second.offsets).containsExactly(0L);
    }

    @Test
    void changedLocationIsShownAgainAndReadFromItsBeginning() throws IOException {
        catalogue.version("1");
        first.version("a").thenReads(Faults.cutAfter(HALF), Faults.changed());
        test.fetch();
        test.assertOnlyDestination(BYTES);
        assertThat(first.shows).hasValue(2);
        assertThat(first.offsets).containsExactly(0L, HALF, 0L);
    }

    @Test
    void allLocationsAreTriedAgainAfterAPause() throws IOException {
        first.thenReads(Faults.cutAfter(0));
        second.thenReads(Faults.cutAfter(0));
        test.fetch();
        test.assertOnlyDestination(BYTES);
        assertThat(first.offsets).hasSize(2);
        assertThat(catalogue.opens).hasValue(2);
    }

    @Test
    void locationsMayBeNestedThreeDeep() throws IOException {
        chain("fake://origin/image.img", "fake://d/1", "fake://d/2", "fake://d/3");
        test.resolver.put("fake://d/3", FakeImage.of(BYTES));
        test.fetch();
        test.assertOnlyDestination(BYTES);
    }

    @Test
    void deeperLocationsAreRefused() throws IOException {
        chain("fake://origin/image.img", "fake://d/1", "fake://d/2", "fake://d/3", "fake://d/4");
        test.resolver.put("fake://d/4", FakeImage.of(BYTES));
        ImageException e = test.failure();
        assertThat(e.code()).isEqualTo(ErrorCode.UNACCEPTABLE);
        assertThat(e).hasMessageContaining("deep");
    }

    @Test
    void cyclicLocationsFail() throws IOException {
        chain("fake://origin/image.img", "fake://d/1", "fake://origin/image.img");
        assertThat(test.failure().code()).isEqualTo(ErrorCode.UNACCEPTABLE);
    }

    @Test
    void nextLocationIsTriedAfterANestedCatalogueIsExhausted() throws IOException {
        test.resolver
                .put("fake://one/a", FakeImage.of(BYTES))
                .locatedAt(TestEngine.location("fake://nobody/1"), TestEngine.location("fake://nobody/2"));
        test.fetch();
        test.assertOnlyDestination(BYTES);
        assertThat(second.offsets).containsExactly(0L);
    }

    @Test
    void hugeListOfLocationsIsBounded() throws IOException {
        catalogue.locatedAt(Collections.nCopies(100_000, TestEngine.location("fake://nobody/a"))
                .toArray(Location[]::new));
        ImageException e = test.failure();
        assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND);
        assertThat(e.details()).hasSizeLessThan(70);
    }

    @Test
    void localFailureDoesNotSkipALocation() throws IOException {
        catalogue.info(info -> info.size(Long.MAX_VALUE / 2));
        first.info(info -> info.size(Long.MAX_VALUE / 2));
        test.engine.modified(
                TestConfig.quick().with("maxImageBytes", Long.MAX_VALUE).get());
        assertThat(test.failure().code()).isEqualTo(ErrorCode.INSUFFICIENT_SPACE);
        assertThat(second.shows).hasValue(0);
    }

    private void chain(String... references) throws ImageException {
        for (int i = 0; i + 1 < references.length; i++) {
            test.resolver.put(references[i], FakeImage.of(BYTES)).locatedAt(TestEngine.location(references[i + 1]));
        }
    }

    @Test
    void onlyLocationWithWrongBytesIsReadAgainWithoutCaches() throws IOException {
        catalogue.locatedAt(TestEngine.location("fake://one/a"));
        first.thenReads(Faults.wrongBytes());
        test.fetch(test.request().checksum(TestEngine.sha256(BYTES)));
        test.assertOnlyDestination(BYTES);
        assertThat(first.offsets).hasSize(2);
        assertThat(List.copyOf(first.requests).get(0).noCache()).isFalse();
        assertThat(List.copyOf(first.requests).get(first.requests.size() - 1).noCache())
                .isTrue();
    }

    @Test
    void afterWrongBytesEveryLevelIsAskedWithoutCaches() throws IOException {
        catalogue.locatedAt(TestEngine.location("fake://below/a"));
        FakeImage below =
                test.resolver.put("fake://below/a", FakeImage.of(BYTES)).locatedAt(TestEngine.location("fake://one/a"));
        first.thenReads(Faults.wrongBytes());
        test.fetch(test.request().checksum(TestEngine.sha256(BYTES)));
        test.assertOnlyDestination(BYTES);
        for (FakeImage level : List.of(catalogue, below, first)) {
            assertThat(List.copyOf(level.requests)
                            .get(level.requests.size() - 1)
                            .noCache())
                    .isTrue();
        }
    }

    @Test
    void wrongListOfLocationsFromACacheIsNotUsedTwice() throws IOException {
        FakeImage wrong = test.resolver.put("fake://wrong/a", FakeImage.of(BYTES));
        wrong.thenReads(Faults.wrongBytes(), Faults.wrongBytes(), Faults.wrongBytes());
        catalogue
                .cachedLocatedAt(TestEngine.location("fake://wrong/a"), TestEngine.location("fake://wrong/a"))
                .locatedAt(TestEngine.location("fake://one/a"));
        test.fetch(test.request().checksum(TestEngine.sha256(BYTES)));
        test.assertOnlyDestination(BYTES);
        assertThat(wrong.offsets).hasSize(1);
        assertThat(first.offsets).hasSize(1);
    }

    @Test
    void afterWrongBytesTheOtherLocationsOfTheNestedCatalogueComeFirst() throws IOException {
        catalogue.locatedAt(TestEngine.location("fake://below/a"));
        test.resolver
                .put("fake://below/a", FakeImage.of(BYTES))
                .locatedAt(TestEngine.location("fake://one/a"), TestEngine.location("fake://two/a"));
        first.thenReads(Faults.wrongBytes(), Faults.wrongBytes());
        test.fetch(test.request().checksum(TestEngine.sha256(BYTES)));
        test.assertOnlyDestination(BYTES);
        assertThat(first.offsets).hasSize(1);
        assertThat(second.offsets).hasSize(1);
        assertThat(second.requests).allMatch(ImageRequest::noCache);
    }

    @ParameterizedTest
    @MethodSource("lastingFailures")
    @DisplayName(
            "a location that ends with 204, 400, 403, 404, 409, 410, 413 or 416 is left for the next, from where it was")
    void permanentlyFailedLocationIsAbandonedMidTransfer(ImageException failure) throws IOException {
        catalogue.info(info -> info.checksums(List.of(TestEngine.sha256(BYTES))));
        first.thenReads(Faults.cutAfter(HALF), Faults.refused(failure), Faults.refused(failure));
        test.fetch();
        test.assertOnlyDestination(BYTES);
        assertThat(second.offsets).containsExactly(HALF);
    }

    @ParameterizedTest
    @MethodSource("lastingFailures")
    void permanentlyFailedLocationIsAbandoned(ImageException failure) throws IOException {
        first.thenReads(Faults.refused(failure), Faults.refused(failure));
        test.fetch();
        test.assertOnlyDestination(BYTES);
        assertThat(second.offsets).containsExactly(0L);
    }

    static List<ImageException> lastingFailures() {
        return List.of(
                new ImageException(ErrorCode.UNACCEPTABLE, "status 204"),
                new ImageException(ErrorCode.TRANSFER_FAILED, "status 400, 409, 413 or 416").nonRetryable(),
                new ImageException(ErrorCode.NOT_AUTHORIZED, "status 403"),
                new ImageException(ErrorCode.NOT_FOUND, "status 404 or 410"));
    }

    @Test
    @DisplayName("Glance with a Swift store answers 400 to a range: the only location is read from its beginning then")
    void onlyLocationWithoutRangesIsReadFromItsBeginning() throws IOException {
        catalogue.version("1").locatedAt(TestEngine.location("fake://one/a"));
        first.thenReads(Faults.cutAfter(HALF), Faults.refused(noRanges()));
        test.fetch();
        test.assertOnlyDestination(BYTES);
        assertThat(first.offsets).containsExactly(0L, HALF, 0L);
    }

    @Test
    void lastOfTheLocationsWithoutRangesIsReadFromItsBeginning() throws IOException {
        catalogue.version("1");
        first.thenReads(Faults.cutAfter(HALF), Faults.refused(noRanges()));
        second.thenReads(Faults.refused(noRanges()));
        test.fetch();
        test.assertOnlyDestination(BYTES);
        assertThat(first.offsets).containsExactly(0L, HALF);
        assertThat(second.offsets).containsExactly(HALF, 0L);
    }

    @Test
    void emptyLocationIsSkipped() throws IOException {
        first.replaceInfo(ImageInfo.builder().size(0).build());
        test.fetch();
        test.assertOnlyDestination(BYTES);
        assertThat(first.opens).hasValue(0);
    }

    @Test
    void locationThatTurnsOutToBeEmptyIsPassedOver() throws IOException {
        first.replaceInfo(ImageInfo.builder().build()).thenReads(Faults.endAfter(0));
        test.fetch();
        test.assertOnlyDestination(BYTES);
        assertThat(second.offsets).containsExactly(0L);
    }

    @Test
    void whenAllLocationsAreEmptyThatIsTheError() throws IOException {
        first.replaceInfo(ImageInfo.builder().size(0).build());
        second.replaceInfo(ImageInfo.builder().size(0).build());
        ImageException e = test.failure();
        assertThat(e.code()).isEqualTo(ErrorCode.UNACCEPTABLE);
        assertThat(e).hasMessageContaining("is empty");
    }

    private static ImageException noRanges() {
        return new ImageException(ErrorCode.TRANSFER_FAILED, "status 400").nonRetryable();
    }
}
