// SPDX-License-Identifier: Apache-2.0
package io.ingot.file.internal.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.ingot.image.Call;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Names that only trusted users can change, and names that others can change. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FileNameTest {
    private Path guarded = Path.of("/");
    private Path shared = Path.of("/");

    @BeforeEach
    void makeFiles(@TempDir Path temporary) throws IOException {
        guarded = Files.createDirectory(temporary.toRealPath().resolve("guarded"));
        shared = Files.createDirectory(temporary.toRealPath().resolve("shared"));
        Files.setPosixFilePermissions(shared, PosixFilePermissions.fromString("rwxrwxrwx"));
        for (Path folder : folders()) {
            Files.write(folder.resolve("file"), new byte[] {1, 2, 3});
        }
    }

    @Test
    void onlyNamesThatOthersCanChangeAreShared() throws IOException {
        try (FileName guardedName = FileName.open(guarded.resolve("file"));
                FileName sharedName = FileName.open(shared.resolve("file"))) {
            assertThat(guardedName).isInstanceOf(FileName.Guarded.class);
            assertThat(sharedName).isInstanceOf(SharedFileName.class);
        }
    }

    @Test
    void fileIsOpened() throws IOException {
        for (Path folder : folders()) {
            try (FileName name = FileName.open(folder.resolve("file"));
                    Call call = Call.start()) {
                assertThat(name.readAttributes().size()).isEqualTo(3);
                FileName.Opened opened = name.open(call);
                try (var channel = opened.channel()) {
                    name.close();
                    assertThat(channel.size()).isEqualTo(3);
                    assertThat(opened.attributes().fileKey())
                            .isEqualTo(Files.getAttribute(folder.resolve("file"), "unix:fileKey"));
                }
            }
        }
    }

    @Test
    void pipeInPlaceOfAFileDoesNotBlock() throws Exception {
        assertReplaced(
                name -> new ProcessBuilder("mkfifo", name.toString()).start().waitFor());
    }

    @Test
    void linkInPlaceOfAFileIsNotFollowed() throws Exception {
        assertReplaced(name -> Files.createSymbolicLink(name, guarded.resolve("file")));
        assertReplaced(name -> Files.createSymbolicLink(name, Path.of("/dev/zero")));
        assertReplaced(name -> Files.createDirectory(name));
        assertReplaced(name -> {});
    }

    @Test
    void linkInPlaceOfAFolderIsNotFollowed() throws IOException {
        for (Path folder : folders()) {
            Path link = Files.createSymbolicLink(folder.resolve("link"), folder);
            assertThatThrownBy(() -> FileName.open(link.resolve("file"))).isInstanceOf(NoSuchFileException.class);
            assertThatIOException()
                    .isThrownBy(
                            () -> FileName.open(folder.resolve("missing/file")).readAttributes());
        }
    }

    @Test
    void pinnedFolderStaysTheSame() throws IOException {
        Path inner = Files.createDirectory(shared.resolve("inner"));
        Files.write(inner.resolve("file"), new byte[] {1, 2, 3, 4});
        try (FileName name = FileName.open(inner.resolve("file"));
                Call call = Call.start()) {
            Files.move(inner, shared.resolve("moved"));
            Files.createSymbolicLink(inner, guarded);

            assertThat(name.readAttributes().size()).isEqualTo(4);
            try (var channel = name.open(call).channel()) {
                assertThat(channel.size()).isEqualTo(4);
            }
        }
    }

    @Test
    void endedCallOpensNothing() throws IOException {
        try (FileName name = FileName.open(shared.resolve("file"));
                Call call = Call.start()) {
            call.cancel("the test");
            ImageException failure = catchThrowableOfType(ImageException.class, () -> name.open(call));
            assertThat(failure.code()).isEqualTo(ErrorCode.CANCELLED);
        }
    }

    private void assertReplaced(Replacement replacement) throws Exception {
        Path path = shared.resolve("file");
        try (FileName name = FileName.open(path);
                Call call = Call.start()) {
            assertThat(name.readAttributes().isRegularFile()).isTrue();
            Files.delete(path);
            replacement.create(path);
            ImageException failure = catchThrowableOfType(ImageException.class, () -> name.open(call));
            assertThat(failure.isVersionChange()).isTrue();
        }
        Files.deleteIfExists(path);
        Files.write(path, new byte[] {1, 2, 3});
    }

    private List<Path> folders() {
        return List.of(guarded, shared);
    }

    @FunctionalInterface
    private interface Replacement {
        void create(Path path) throws Exception;
    }
}
