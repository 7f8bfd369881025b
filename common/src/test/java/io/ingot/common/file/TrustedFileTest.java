// SPDX-License-Identifier: Apache-2.0
package io.ingot.common.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrustedFileTest {
    private static final int MOST = 16;

    @TempDir
    Path folder;

    private Path file = Path.of("/");

    @BeforeEach
    void write() throws IOException {
        file = Files.writeString(folder.resolve("secret"), "s");
    }

    @Test
    void anOwnFileIsRead() throws IOException {
        assertThat(read(file)).isEqualTo("s");
        assertThat(read(Files.createSymbolicLink(folder.resolve("link"), file))).isEqualTo("s");
    }

    @Test
    void aFileThatOthersMayWriteIsRefused() throws IOException {
        mode(file, "rw-rw-rw-");
        assertRefused(file, file + " can be changed by others", "mode 0666", "chmod go-w");
    }

    @Test
    void aFolderOnTheWayThatOthersMayWriteIsRefused() throws IOException {
        Path shared = Files.createDirectory(folder.resolve("shared"));
        Path below =
                Files.writeString(Files.createDirectory(shared.resolve("below")).resolve("secret"), "s");
        mode(shared, "rwxrwxrwx");
        assertRefused(below, shared + " can be changed by others");
        assertRefused(Files.createSymbolicLink(folder.resolve("link"), below), shared + " can be changed by others");
    }

    @Test
    void aForeignFileIsRefused() throws IOException {
        int owner = FileAccess.of(file).orElseThrow().owner();
        if (owner == 0) {
            Files.setAttribute(file, "unix:uid", 4343);
        }
        TrustedUsers others = new TrustedUsers(owner + 1);
        assertThatThrownBy(() -> TrustedFile.bytes(file, 1, others))
                .isInstanceOfSatisfying(
                        FileSystemException.class,
                        e -> assertThat(e.getReason()).contains("chown"));
    }

    @Test
    void aPipeIsNotOpened() throws Exception {
        Path pipe = folder.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", "-m", "600", pipe.toString())
                        .start()
                        .waitFor())
                .isZero();
        assertRefused(pipe, "not a regular file");
        assertRefused(folder, "not a regular file");
        assertThatThrownBy(() -> read(folder.resolve("none"))).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void aFileIsReadUpToTheLimit() throws IOException {
        Files.writeString(file, "x".repeat(MOST));
        assertThat(read(file)).hasSize(MOST);

        Files.writeString(file, "x".repeat(MOST + 1));
        assertRefused(file, "more than 16 bytes");
    }

    @Test
    void textThatIsNotUtf8IsRefused() throws IOException {
        Files.write(file, new byte[] {(byte) 0xff});
        assertRefused(file, "not UTF-8 text");
    }

    @Test
    void fileOfACommandIsRefusedIfOthersMayWriteIt() throws IOException {
        assertThat(TrustedFile.textOfFileOrPipe(file, MOST)).isEqualTo("s");

        mode(file, "rw-rw-rw-");
        assertRefused(() -> TrustedFile.textOfFileOrPipe(file, MOST), file + " can be changed by others");
        assertRefused(() -> TrustedFile.textOfFileOrPipe(folder, MOST), "is a directory");
    }

    private static void mode(Path path, String permissions) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    }

    private static String read(Path path) throws IOException {
        return TrustedFile.text(path, MOST);
    }

    private static void assertRefused(Path path, String... reasons) {
        assertRefused(() -> read(path), reasons);
    }

    private static void assertRefused(ThrowingCallable reading, String... reasons) {
        assertThatThrownBy(reading)
                .isInstanceOfSatisfying(
                        FileSystemException.class,
                        e -> assertThat(e.getReason()).contains(reasons));
    }
}
