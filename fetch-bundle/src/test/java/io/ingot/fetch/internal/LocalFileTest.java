// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.client.Fetch;
import io.ingot.image.client.FetchOptions;
import io.ingot.image.client.FetchedImage;
import io.ingot.image.spi.ImageSource.LocalFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalFileTest {
    private static final byte[] BYTES = TestEngine.bytes(600_001);

    @TempDir
    Path temporary;

    private TestEngine test;
    private FakeImage image;
    private Path source;

    @BeforeEach
    void start() throws IOException {
        Path folder = Files.createDirectory(temporary.toRealPath().resolve("node"));
        test = TestEngine.in(folder);
        source = Files.write(
                Files.createDirectory(temporary.toRealPath().resolve("images")).resolve("image.img"), BYTES);
        Files.setPosixFilePermissions(source, PosixFilePermissions.fromString("rw-r-----"));
        Files.setLastModifiedTime(source, FileTime.from(Instant.parse("2026-01-31T12:00:00Z")));
        image = test.image(BYTES).inFile(new LocalFile(source, key(source)));
    }

    @AfterEach
    void stop() {
        test.close();
    }

    @Test
    @DisplayName("F-25: a local file is hard-linked; mode, owner and times stay")
    void fileIsLinked() throws IOException {
        BasicFileAttributes before = Files.readAttributes(source, BasicFileAttributes.class);
        FetchedImage fetched = test.fetch();
        test.assertOnlyDestination(BYTES);
        assertThat(key(test.destination())).isEqualTo(key(source));
        assertThat(fetched.source()).isEqualTo(FetchedImage.Source.LINK);
        assertThat(fetched.bytesTransferred()).isZero();
        assertThat(fetched.digests()).isEmpty();
        assertThat(fetched.verified()).isFalse();
        assertThat(image.offsets).isEmpty();
        assertThat(test.policy.files).containsExactly(source);
        BasicFileAttributes after = Files.readAttributes(source, BasicFileAttributes.class);
        assertThat(after.lastModifiedTime()).isEqualTo(before.lastModifiedTime());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(source)))
                .isEqualTo("rw-r-----");
    }

    @Test
    void concurrentFetchesAreLinkedAndNothingIsStored() throws IOException {
        image.version("1");
        List<Fetch> fetches = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            fetches.add(test.engine.fetch(test.requestTo("node-" + i).checksum(TestEngine.sha256(BYTES))));
        }
        for (Fetch fetch : fetches) {
            FetchedImage fetched = fetch.join();
            assertThat(fetched.source()).isEqualTo(FetchedImage.Source.LINK);
            assertThat(key(fetched.path())).isEqualTo(key(source));
        }
        assertThat(test.storedFiles()).isEmpty();
    }

    @Test
    @DisplayName("F-21: a linked file is compared with the expected checksum before it is placed")
    void linkedFileIsComparedWithTheExpectedChecksum() throws IOException {
        FetchedImage fetched = test.fetch(test.request().checksum(TestEngine.sha256(BYTES)));
        assertThat(fetched.source()).isEqualTo(FetchedImage.Source.LINK);
        assertThat(fetched.verified()).isTrue();
        assertThat(fetched.digests()).containsExactly(TestEngine.sha256(BYTES));
        assertThat(fetched.bytesTransferred()).isZero();
        assertThat(test.failure(test.request().checksum(TestEngine.sha256(new byte[1])))
                        .code())
                .isEqualTo(ErrorCode.CHECKSUM_MISMATCH);
    }

    @Test
    void requestedDigestOfALinkIsComputed() throws IOException {
        FetchedImage fetched = test.fetch(test.request().options(FetchOptions.DEFAULT.digests(List.of("sha512"))));
        assertThat(fetched.digests()).contains(TestEngine.checksum("sha512", BYTES));
        assertThat(fetched.verified()).isFalse();
    }

    @Test
    void linkingTheSameFileAgainLeavesNoOtherFile() throws IOException {
        test.fetch();
        test.fetch();
        test.assertOnlyDestination(BYTES);
    }

    @Test
    void fileThatPolicyRefusesIsNotLinkedNorCopied() throws IOException {
        test.policy.refuseFiles = true;
        assertThat(test.failure().code()).isEqualTo(ErrorCode.REFUSED_BY_POLICY);
        assertThat(image.offsets).isEmpty();
    }

    @Test
    @DisplayName("F-19: across file systems the file is copied, and the log says why")
    void fileOfAnotherFileSystemIsCopied() throws IOException {
        Path otherFile = Files.createTempFile(Path.of("/dev/shm"), "ingot-test-", ".img");
        try (LogLines log = LogLines.of(FetchEngine.class)) {
            Files.write(otherFile, BYTES);
            image.inFile(new LocalFile(otherFile, key(otherFile)));
            FetchedImage fetched = test.fetch();
            test.assertOnlyDestination(BYTES);
            assertThat(fetched.source()).isEqualTo(FetchedImage.Source.ORIGIN);
            assertThat(fetched.bytesTransferred()).isEqualTo(BYTES.length);
            assertThat(fetched.digests()).containsExactly(TestEngine.sha256(BYTES));
            assertThat(log.lines())
                    .anyMatch(line ->
                            line.startsWith("INFO " + otherFile + " is copied, because it cannot be hard-linked"));
        } finally {
            Files.delete(otherFile);
        }
    }

    @Test
    void deletedFileIsCopiedFromItsHandle() throws IOException {
        Files.delete(source);
        assertThat(test.fetch().source()).isEqualTo(FetchedImage.Source.ORIGIN);
        test.assertOnlyDestination(BYTES);
    }

    @ParameterizedTest
    @ValueSource(ints = {0666, 0664, 0446, 0640 | 04000, 0640 | 02000, 06777})
    void fileThatOthersMayWriteOrThatIsSpecialIsCopied(int mode) throws IOException {
        Files.setAttribute(source, "unix:mode", mode);
        FetchedImage fetched = test.fetch(test.request().checksum(TestEngine.sha256(BYTES)));
        assertThat(fetched.source()).isEqualTo(FetchedImage.Source.ORIGIN);
        assertThat(fetched.verified()).isTrue();
        test.assertOnlyDestination(BYTES);
        assertThat(key(test.destination())).isNotEqualTo(key(source));
        assertThat((Integer) Files.getAttribute(test.destination(), "unix:mode") & 07777)
                .isEqualTo(0444);
        Files.write(source, new byte[BYTES.length]);
        assertThat(test.destination()).hasBinaryContent(BYTES);
    }

    @Test
    void fileIsCopiedWhereOthersCouldReplaceTheLink() throws IOException {
        Files.setPosixFilePermissions(test.folder, PosixFilePermissions.fromString("rwxrwxrwx"));
        assertThat(test.fetch().source()).isEqualTo(FetchedImage.Source.ORIGIN);
        test.assertOnlyDestination(BYTES);
    }

    @Test
    void linkingCanBeDisabled() throws IOException {
        test.engine.modified(TestConfig.quick().with("localFiles", "copy").get());
        assertThat(test.fetch().source()).isEqualTo(FetchedImage.Source.ORIGIN);
        test.assertOnlyDestination(BYTES);
        assertThat(key(test.destination())).isNotEqualTo(key(source));
    }

    @Test
    void otherFileUnderTheNameIsNotLinked() throws IOException {
        Object opened = key(source);
        Path other = Files.write(temporary.resolve("other"), TestEngine.bytes(5));
        Files.move(other, source, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        image.inFile(new LocalFile(source, opened));
        ImageException e = test.failure();
        assertThat(e.code()).isEqualTo(ErrorCode.TRANSFER_FAILED);
        assertThat(e).hasMessageContaining("keeps changing");
        assertThat(image.shows).hasValue(4);
    }

    @Test
    void fileOfAnotherSizeIsAnotherVersion() throws IOException {
        Files.write(source, new byte[5]);
        assertThat(test.failure().code()).isEqualTo(ErrorCode.TRANSFER_FAILED);
    }

    @Test
    void symbolicLinkUnderTheNameIsNotLinked() throws IOException {
        Object opened = key(source);
        Path real = Files.move(source, temporary.resolve("real"));
        Files.createSymbolicLink(source, real);
        image.inFile(new LocalFile(source, opened));
        test.failure();
        assertThat(Files.isSymbolicLink(source)).isTrue();
    }

    private static Object key(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                .fileKey();
    }
}
