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

/** Both ways to a name: where only trusted users can change it, and where others can. */
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
    void onlyWhatOthersCanChangeIsOpenedWithCare() throws IOException {
        try (FileName plain = FileName.open(guarded.resolve("file"));
                FileName careful = FileName.open(shared.resolve("file"))) {
            assertThat(plain).isInstanceOf(FileName.Guarded.class);
            assertThat(careful).isInstanceOf(SharedFileName.class);
        }
    }

    @Test
    void aFileIsLookedAtAndOpened() throws IOException {
        for (Path folder : folders()) {
            try (FileName place = FileName.open(folder.resolve("file"));
                    Call call = Call.start()) {
                assertThat(place.readAttributes().size()).isEqualTo(3);
                FileName.Opened opened = place.open(call);
                try (var channel = opened.channel()) {
                    place.close();
                    assertThat(channel.size()).isEqualTo(3);
                    assertThat(opened.attributes().fileKey())
                            .isEqualTo(Files.getAttribute(folder.resolve("file"), "unix:fileKey"));
                }
            }
        }
    }

    @Test
    void aPipeThatTookTheNameOfAFileIsNotWaitedFor() throws Exception {
        assertExchanged(
                name -> new ProcessBuilder("mkfifo", name.toString()).start().waitFor());
    }

    @Test
    void aLinkThatTookTheNameOfAFileIsNotFollowed() throws Exception {
        assertExchanged(name -> Files.createSymbolicLink(name, guarded.resolve("file")));
        assertExchanged(name -> Files.createSymbolicLink(name, Path.of("/dev/zero")));
        assertExchanged(name -> Files.createDirectory(name));
        assertExchanged(name -> {});
    }

    @Test
    void aFolderThatBecameALinkIsNotFollowed() throws IOException {
        for (Path folder : folders()) {
            Path link = Files.createSymbolicLink(folder.resolve("link"), folder);
            assertThatThrownBy(() -> FileName.open(link.resolve("file"))).isInstanceOf(NoSuchFileException.class);
            assertThatIOException()
                    .isThrownBy(
                            () -> FileName.open(folder.resolve("missing/file")).readAttributes());
        }
    }

    @Test
    void whatIsHeldStaysWhereItWas() throws IOException {
        Path inner = Files.createDirectory(shared.resolve("inner"));
        Files.write(inner.resolve("file"), new byte[] {1, 2, 3, 4});
        try (FileName place = FileName.open(inner.resolve("file"));
                Call call = Call.start()) {
            Files.move(inner, shared.resolve("aside"));
            Files.createSymbolicLink(inner, guarded);

            assertThat(place.readAttributes().size()).isEqualTo(4);
            try (var channel = place.open(call).channel()) {
                assertThat(channel.size()).isEqualTo(4);
            }
        }
    }

    @Test
    void aCallThatHasEndedOpensNothing() throws IOException {
        try (FileName place = FileName.open(shared.resolve("file"));
                Call call = Call.start()) {
            call.cancel("the test");
            ImageException failure = catchThrowableOfType(ImageException.class, () -> place.open(call));
            assertThat(failure.code()).isEqualTo(ErrorCode.CANCELLED);
        }
    }

    private void assertExchanged(Exchange exchange) throws Exception {
        Path name = shared.resolve("file");
        try (FileName place = FileName.open(name);
                Call call = Call.start()) {
            assertThat(place.readAttributes().isRegularFile()).isTrue();
            Files.delete(name);
            exchange.with(name);
            ImageException failure = catchThrowableOfType(ImageException.class, () -> place.open(call));
            assertThat(failure.isVersionChange()).isTrue();
        }
        Files.deleteIfExists(name);
        Files.write(name, new byte[] {1, 2, 3});
    }

    private List<Path> folders() {
        return List.of(guarded, shared);
    }

    @FunctionalInterface
    private interface Exchange {
        void with(Path name) throws Exception;
    }
}
