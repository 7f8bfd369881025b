// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.ingot.image.Credentials;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.ImageInfo;
import io.ingot.image.ImageReference;
import io.ingot.image.ImageRequest;
import io.ingot.image.Secret;
import io.ingot.image.client.FetchRequest;
import io.ingot.image.client.FetchedImage;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A store that cannot be used, and an origin that cannot be reached. */
@Timeout(60)
class UnusableStoreTest {
    private static final byte[] BYTES = TestEngine.bytes(200_001);

    @TempDir
    Path temporary;

    private TestEngine test;
    private FakeImage image;

    @BeforeEach
    void start() throws IOException {
        test = new TestEngine(
                Files.createDirectory(temporary.resolve("node")), temporary.resolve("home"), TestConfig.quick());
        image = test.image(BYTES).version("1");
    }

    @AfterEach
    void stop() {
        test.close();
    }

    @Test
    void unusableStoreCausesAWarning() throws IOException {
        Path file = Files.createFile(temporary.resolve("file"));
        configure(TestConfig.quick().with("store", file.resolve("store").toString()));
        FetchedImage fetched = test.fetch();
        test.assertOnlyDestination(BYTES);
        assertThat(fetched.source()).isEqualTo(FetchedImage.Source.ORIGIN);
        assertThat(fetched.warnings()).anyMatch(warning -> warning.contains(file.toString()));
    }

    @Test
    void storeThatCannotTakeThePartIsBypassed() throws IOException {
        test.fetch();
        Path parts = test.home.resolve("store/parts");
        Files.delete(parts);
        Files.createFile(parts);
        image.version("2");
        FetchedImage fetched = test.fetch(test.requestTo("other"));
        assertThat(fetched.path()).hasBinaryContent(BYTES);
        assertThat(fetched.source()).isEqualTo(FetchedImage.Source.ORIGIN);
        assertThat(fetched.warnings()).anyMatch(warning -> warning.startsWith("not kept: "));
        assertThat(test.storedFiles()).hasSize(1);
    }

    @Test
    void storeThatFillsUpWithAnImageOfUnknownSizeIsBypassed() throws IOException {
        Path otherDisk = Files.createTempDirectory(Path.of("/dev/shm"), "ingot-test-");
        try {
            image.replaceInfo(ImageInfo.builder().version("1").build());
            image.thenReads((same, offset, call) -> same.body(
                    new SequenceInputStream(same.stream(BYTES.length / 2), new FullDisk()),
                    offset,
                    OptionalLong.empty()));
            image.thenReads((same, offset, call) -> same.body(same.stream(offset), offset, OptionalLong.empty()));
            FetchedImage fetched = test.fetch(FetchRequest.of(test.request().image(), otherDisk.resolve("image")));
            assertThat(fetched.path()).hasBinaryContent(BYTES);
            assertThat(fetched.source()).isEqualTo(FetchedImage.Source.ORIGIN);
            assertThat(fetched.warnings()).anyMatch(warning -> warning.startsWith("not kept: "));
            assertThat(test.storedFiles()).isEmpty();
            assertThat(test.home.resolve("store/parts")).isEmptyDirectory();
        } finally {
            Files.deleteIfExists(otherDisk.resolve("image"));
            Files.delete(otherDisk);
        }
    }

    @Test
    void fullStoreOnTheDiskOfTheDestinationIsInsufficientSpace() throws IOException {
        image.replaceInfo(ImageInfo.builder().version("1").build());
        image.thenReads((same, offset, call) -> same.body(new FullDisk(), offset, OptionalLong.empty()));
        assertThat(test.failure().code()).isEqualTo(ErrorCode.INSUFFICIENT_SPACE);
    }

    @Test
    void storeThatOthersMayWriteIsInvalidConfiguration() throws IOException {
        test.fetch();
        Path store = test.home.resolve("store");
        test.close();
        Files.setPosixFilePermissions(store, PosixFilePermissions.fromString("rwxrwxrwx"));
        test = new TestEngine(test.folder, test.home, TestConfig.quick());
        test.resolver.put(TestEngine.REFERENCE, image);
        ImageException failure = test.failure(test.requestTo("other").checksum(TestEngine.sha256(BYTES)));
        assertThat(failure.code()).isEqualTo(ErrorCode.INVALID_CONFIGURATION);
        assertThat(failure).hasMessageContainingAll(store.toString(), "mode 0777", "io.ingot.fetch/store");
    }

    /** A stream that fails as if the disk were full. */
    private static final class FullDisk extends InputStream {
        @Override
        public int read() throws IOException {
            throw new ImageException(ErrorCode.INSUFFICIENT_SPACE, "no space is left in the store");
        }

        @Override
        public int read(byte[] bytes, int from, int most) throws IOException {
            return read();
        }
    }

    @Test
    void unusableStoreIsLoggedOnce() throws IOException {
        Path file = Files.createFile(temporary.resolve("file"));
        configure(TestConfig.quick().with("store", file.resolve("store").toString()));
        try (LogLines log = LogLines.of(io.ingot.fetch.internal.cache.StoreProvider.class)) {
            test.fetch();
            test.fetch();
            assertThat(log.lines()).filteredOn(line -> line.startsWith("WARN")).hasSize(1);
        }
    }

    @Test
    void readOnlyStoreIsLoggedOnceAndPlacesImages() throws IOException {
        test.fetch();
        test.close();
        Path lock = test.home.resolve("store/LOCK");
        Files.delete(lock);
        Files.createDirectory(lock); // cannot be locked then, even by root
        test = new TestEngine(test.folder, test.home, TestConfig.quick());
        test.resolver.put(TestEngine.REFERENCE, image);
        try (LogLines log = LogLines.of(FetchEngine.class)) {
            assertThat(test.fetch().source()).isEqualTo(FetchedImage.Source.STORE);
            assertThat(log.lines())
                    .filteredOn(line -> line.startsWith("WARN"))
                    .singleElement()
                    .asString()
                    .contains("cannot be written");
        }
        test.assertOnlyDestination(BYTES);
    }

    @Test
    void folderThatIsNotAStoreIsInvalidConfiguration() throws IOException {
        Path foreign = Files.createDirectory(temporary.resolve("foreign"));
        Files.createFile(foreign.resolve("letters.txt"));
        configure(TestConfig.quick().with("store", foreign.toString()));
        assertThat(test.failure().code()).isEqualTo(ErrorCode.INVALID_CONFIGURATION);
        assertThat(foreign).isDirectoryNotContaining(file -> !file.endsWith("letters.txt"));
    }

    @Test
    void newerFormatIsInvalidConfiguration() throws IOException {
        test.fetch();
        Path newer = Files.createDirectory(temporary.resolve("newer"));
        Files.writeString(newer.resolve("FORMAT"), "ingot-store 2\n");
        configure(TestConfig.quick().with("store", newer.toString()));
        assertThat(test.failure(test.requestTo("other")).code()).isEqualTo(ErrorCode.INVALID_CONFIGURATION);
        assertThat(catchThrowableOfType(ImageException.class, () -> new OperatorStore(test.engine).list())
                        .code())
                .isEqualTo(ErrorCode.INVALID_CONFIGURATION);
    }

    @Test
    @DisplayName("C-27: an origin that cannot be reached is an error, even if the image is stored")
    void nothingIsServedStaleUnlessTheOperatorAllowsIt() throws IOException {
        test.fetch();
        unreachable();
        assertThat(test.failure(test.requestTo("other")).code()).isEqualTo(ErrorCode.TRANSFER_FAILED);
    }

    @Test
    void staleImageIsServedIfAllowedAndTheResultSaysSo() throws IOException {
        configure(TestConfig.quick().with("serveStale", true));
        test.fetch();
        unreachable();
        FetchedImage stale = test.fetch(test.requestTo("other"));
        assertThat(stale.stale()).isTrue();
        assertThat(stale.source()).isEqualTo(FetchedImage.Source.STORE);
        assertThat(stale.path()).hasBinaryContent(BYTES);
        assertThat(stale.warnings()).anyMatch(warning -> warning.contains("may be out of date"));
    }

    @Test
    void staleImageMustHaveTheExpectedChecksum() throws IOException {
        configure(TestConfig.quick().with("serveStale", true));
        test.fetch();
        unreachable();
        FetchRequest wrong = test.requestTo("other").checksum(TestEngine.sha256(new byte[1]));
        assertThat(test.failure(wrong).code()).isEqualTo(ErrorCode.TRANSFER_FAILED);
    }

    @Test
    void staleImageIsNotServedForARequestWithCredentials() throws IOException {
        configure(TestConfig.quick().with("serveStale", true));
        test.fetch();
        unreachable();
        ImageRequest mine = test.request().image().as(new Credentials.Token(Secret.of("hush")));
        FetchRequest request = FetchRequest.of(mine, test.folder.resolve("other"));
        assertThat(test.failure(request).code()).isEqualTo(ErrorCode.TRANSFER_FAILED);
        String reference = "fake://joe:hush@origin/image.img";
        test.resolver.put(reference, FakeImage.of(BYTES).version("1"));
        FetchRequest inside =
                FetchRequest.of(ImageRequest.of(ImageReference.parse(reference)), test.folder.resolve("other"));
        test.fetch(inside);
        test.resolver.put(reference, FakeImage.of(BYTES)).thenShows(Faults.failing(ErrorCode.TRANSFER_FAILED));
        assertThat(catchThrowableOfType(ImageException.class, () -> test.fetch(inside))
                        .code())
                .isEqualTo(ErrorCode.TRANSFER_FAILED);
    }

    @Test
    void imageObtainedWithCredentialsIsNotServedStaleToOthers() throws IOException {
        configure(TestConfig.quick().with("serveStale", true));
        ImageRequest mine = test.request().image().as(new Credentials.Token(Secret.of("hush")));
        test.fetch(FetchRequest.of(mine, test.folder.resolve("mine")));
        unreachable();
        assertThat(test.failure(test.requestTo("other")).code()).isEqualTo(ErrorCode.TRANSFER_FAILED);
        test.fetch(test.requestTo("open"));
        test.fetch(FetchRequest.of(mine, test.folder.resolve("mine")));
        unreachable();
        assertThat(test.fetch(test.requestTo("other")).stale()).isTrue();
    }

    @Test
    void formSelectedByAChecksumIsNotServedStaleWithoutIt() throws IOException {
        configure(TestConfig.quick().with("serveStale", true));
        image.thenReads((same, offset, call) -> same.coded(same.stream(0), "gzip"));
        test.fetch(test.request().checksum(TestEngine.sha256(BYTES)));
        unreachable();
        assertThat(test.failure(test.requestTo("other")).code()).isEqualTo(ErrorCode.TRANSFER_FAILED);
        unreachable();
        FetchRequest same = test.requestTo("other").checksum(TestEngine.sha256(BYTES));
        assertThat(test.fetch(same).stale()).isTrue();
    }

    @Test
    void sizeBeyondAnyDiskIsInsufficientSpace() throws IOException {
        configure(TestConfig.quick().with("maxImageBytes", Long.MAX_VALUE).with("placement", new String[] {"copy"}));
        image.info(info -> info.size(Long.MAX_VALUE - 1));
        assertThat(test.failure().code()).isEqualTo(ErrorCode.INSUFFICIENT_SPACE);
    }

    @Test
    void refusedImageIsNotServedStale() throws IOException {
        configure(TestConfig.quick().with("serveStale", true));
        test.fetch();
        image.thenShows(Faults.failing(ErrorCode.NOT_AUTHORIZED));
        assertThat(test.failure(test.requestTo("other")).code()).isEqualTo(ErrorCode.NOT_AUTHORIZED);
    }

    private void configure(TestConfig config) {
        test.engine.modified(config.get());
    }

    private void unreachable() {
        image.thenShows(Faults.failing(ErrorCode.TRANSFER_FAILED));
    }
}
