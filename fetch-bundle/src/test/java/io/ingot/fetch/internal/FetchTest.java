// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.image.Checksum;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.ImageInfo;
import io.ingot.image.client.FetchOptions;
import io.ingot.image.client.FetchRequest;
import io.ingot.image.client.FetchedImage;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FetchTest {
    private static final byte[] BYTES = TestEngine.bytes(1_000_003);

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
    void imageIsPlacedWithItsDigests() throws IOException {
        FakeImage image = test.image(BYTES);
        FetchedImage fetched =
                test.fetch(test.request().options(FetchOptions.DEFAULT.digests(List.of("sha512", "md5"))));
        test.assertOnlyDestination(BYTES);
        assertThat(fetched.digests())
                .containsExactlyInAnyOrder(
                        TestEngine.sha256(BYTES),
                        TestEngine.checksum("sha512", BYTES),
                        TestEngine.checksum("md5", BYTES));
        assertThat(fetched.size()).isEqualTo(BYTES.length);
        assertThat(fetched.bytesTransferred()).isEqualTo(BYTES.length);
        assertThat(fetched.bytesReused()).isZero();
        assertThat(fetched.source()).isEqualTo(FetchedImage.Source.ORIGIN);
        assertThat(fetched.path()).isEqualTo(test.destination());
        assertThat(fetched.verified()).isFalse();
        assertThat(fetched.warnings()).anyMatch(warning -> warning.startsWith("not verified"));
        assertThat(image.sourcesOpen).hasValue(0);
        assertThat(image.bodiesOpen).hasValue(0);
    }

    @Test
    void unknownSizeIsAccepted() throws IOException {
        test.image(BYTES).replaceInfo(ImageInfo.builder().build()).thenReads(Faults.followedBy(new byte[0]));
        assertThat(test.fetch().size()).isEqualTo(BYTES.length);
        test.assertOnlyDestination(BYTES);
    }

    @Test
    @DisplayName("H-36: digits in upper case are the same checksum")
    void checksumInUpperCaseVerifies() throws IOException {
        test.image(BYTES);
        String upper = TestEngine.sha256(BYTES).hex().toUpperCase(java.util.Locale.ROOT);
        assertThat(test.fetch(test.request().checksum(new Checksum("SHA-256", upper)))
                        .verified())
                .isTrue();
    }

    @Test
    @DisplayName("H-38: each fetch verifies for itself")
    void eachFetchVerifiesForItself() throws IOException {
        test.image(BYTES);
        assertThat(test.fetch(test.request().checksum(TestEngine.sha256(BYTES))).verified())
                .isTrue();
        assertThat(test.fetch().verified()).isFalse();
    }

    @Test
    void callersChecksumVerifies() throws IOException {
        test.image(BYTES);
        FetchedImage fetched = test.fetch(test.request().checksum(TestEngine.sha256(BYTES)));
        assertThat(fetched.verified()).isTrue();
        assertThat(fetched.warnings()).isEmpty();
    }

    @Test
    @DisplayName("G-16: the checksum of a catalogue is compared as the bytes arrive")
    void servicesChecksumVerifies() throws IOException {
        test.image(BYTES).info(info -> info.checksums(List.of(TestEngine.checksum("sha512", BYTES))));
        FetchedImage fetched = test.fetch();
        assertThat(fetched.verified()).isTrue();
        assertThat(fetched.digests()).contains(TestEngine.checksum("sha512", BYTES));
    }

    @Test
    void weakChecksumIsComparedButDoesNotVerify() throws IOException {
        test.image(BYTES).info(info -> info.checksums(List.of(TestEngine.checksum("md5", BYTES))));
        FetchedImage fetched = test.fetch();
        assertThat(fetched.verified()).isFalse();
        assertThat(fetched.warnings())
                .singleElement()
                .asString()
                .contains("md5")
                .startsWith("not verified");
    }

    @Test
    void checksumOfAServiceThatThePlatformCannotComputeIsAWarning() throws IOException {
        Checksum unknown = new Checksum("blake9", "00112233");
        test.image(BYTES).info(info -> info.checksums(List.of(unknown)));
        assertThat(test.fetch().warnings()).anyMatch(warning -> warning.contains("blake9"));
    }

    @Test
    @DisplayName("I-05: a sha512 checksum is compared")
    void sha512IsCompared() throws IOException {
        test.image(BYTES);
        assertThat(test.fetch(test.request().checksum(TestEngine.checksum("sha512", BYTES)))
                        .verified())
                .isTrue();
    }

    @Test
    @DisplayName("I-03, H-33: on a mismatch nothing is placed, and an existing file stays")
    void mismatchLeavesTheDestinationUnchanged() throws IOException {
        Files.writeString(test.destination(), "before");
        FakeImage image = test.image(BYTES);
        Checksum other = TestEngine.sha256(new byte[1]);
        ImageException e = test.failure(test.request().checksum(other));
        assertThat(e.code()).isEqualTo(ErrorCode.CHECKSUM_MISMATCH);
        assertThat(e)
                .hasMessage("sha256 of fake://origin/image.img is "
                        + TestEngine.sha256(BYTES).hex() + ", expected " + other.hex());
        assertThat(e.subject()).contains(other.toString());
        assertThat(e.retryable()).isFalse();
        assertThat(image.offsets).containsExactly(0L, 0L);
        assertThat(test.destination()).hasContent("before");
    }

    @Test
    void mismatchIsRetriedOnceFromTheBeginning() throws IOException {
        test.image(BYTES).thenReads(Faults.wrongBytes());
        FetchedImage fetched = test.fetch(test.request().checksum(TestEngine.sha256(BYTES)));
        assertThat(fetched.verified()).isTrue();
        assertThat(fetched.bytesTransferred()).isEqualTo(2L * BYTES.length);
        test.assertOnlyDestination(BYTES);
    }

    @Test
    void existingFileIsReplaced() throws IOException {
        Files.writeString(test.destination(), "before");
        test.image(BYTES);
        test.fetch();
        test.assertOnlyDestination(BYTES);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void specialFileIsNotReplacedNorALinkToIt(boolean linked) throws IOException {
        test.image(BYTES);
        Path socket = linked ? folder.resolve("socket") : test.destination();
        try (ServerSocketChannel bound = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            bound.bind(UnixDomainSocketAddress.of(socket));
            if (linked) {
                Files.createSymbolicLink(test.destination(), socket);
            }

            ImageException refusal = test.failure();

            assertThat(refusal.code()).isEqualTo(ErrorCode.LOCAL_IO);
            assertThat(refusal).hasMessageContaining(test.destination().toString());
            assertThat(Files.isSymbolicLink(test.destination())).isEqualTo(linked);
            assertThat(Files.readAttributes(socket, BasicFileAttributes.class).isOther())
                    .isTrue();
        }
    }

    @Test
    void symbolicLinkAtTheDestinationIsReplaced() throws IOException {
        Path target =
                Files.writeString(Files.createDirectory(folder.resolve("other")).resolve("target"), "unchanged");
        Files.createSymbolicLink(test.destination(), target);
        test.image(BYTES);
        test.fetch();
        assertThat(Files.isRegularFile(test.destination(), LinkOption.NOFOLLOW_LINKS))
                .isTrue();
        assertThat(test.destination()).hasBinaryContent(BYTES);
        assertThat(target).hasContent("unchanged");
    }

    @Test
    void modeIsTheConfiguredOne() throws IOException {
        test.image(BYTES);
        test.fetch();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(test.destination())))
                .isEqualTo("r--r--r--");
        test.engine.modified(TestConfig.quick().with("mode", "0640").get());
        test.fetch();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(test.destination())))
                .isEqualTo("rw-r-----");
    }

    @Test
    void wrongSettingKeepsTheFormerSettings() throws IOException {
        test.image(BYTES);
        test.engine.modified(
                TestConfig.quick().with("mode", "0640").with("retries", -1).get());
        test.fetch();
        assertThat(Files.getPosixFilePermissions(test.destination()))
                .isEqualTo(PosixFilePermissions.fromString("r--r--r--"));
    }

    @Test
    void longestFileNameIsAccepted() throws IOException {
        test.image(BYTES);
        Path longest = folder.resolve("x".repeat(255));
        test.fetch(FetchRequest.of(test.request().image(), longest));
        assertThat(longest).hasBinaryContent(BYTES);
    }

    @Test
    void acceptedListingIsFetched() throws IOException {
        test.image(BYTES).info(info -> info.kind(ImageInfo.Kind.LISTING).note("this looks like a page"));
        FetchedImage fetched = test.fetch(test.request().options(FetchOptions.DEFAULT.acceptListing(true)));
        assertThat(fetched.warnings()).contains("this looks like a page");
    }

    @Test
    void secretsOfTheReferenceAreNotInLogsOrErrors() throws IOException {
        String secret = "fake://me:hunter2@origin/x?signature=hunter2";
        test.resolver.put(secret, FakeImage.of(BYTES).thenReads(Faults.wrongBytes(), Faults.wrongBytes()));
        try (LogLines log = LogLines.of(FetchEngine.class)) {
            ImageException e = test.failure(test.request(secret).checksum(TestEngine.sha256(BYTES)));
            assertThat(e.getMessage() + e.details()).doesNotContain("hunter2");
            assertThat(log.lines()).isNotEmpty().noneMatch(line -> line.contains("hunter2"));
        }
    }

    @Test
    void manyConcurrentFetchesSucceed() throws IOException {
        test.image(BYTES);
        List<Path> paths = java.util.stream.IntStream.range(0, 40)
                .mapToObj(i -> folder.resolve("image-" + i))
                .toList();
        List<io.ingot.image.client.Fetch> fetches = new java.util.ArrayList<>();
        for (Path path : paths) {
            fetches.add(test.engine.fetch(FetchRequest.of(test.request().image(), path)));
        }
        for (io.ingot.image.client.Fetch fetch : fetches) {
            fetch.join();
        }
        assertThat(Set.copyOf(test.files())).isEqualTo(Set.copyOf(paths));
        assertThat(paths).allSatisfy(path -> assertThat(path).hasBinaryContent(BYTES));
    }
}
