// SPDX-License-Identifier: Apache-2.0
package io.ingot.file.internal.path;

import static io.ingot.testing.ImageFailureAssert.assertThatFailure;
import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.file.internal.FolderPolicy;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AllowedPathTest {
    private Path images = Path.of("/");
    private Path secret = Path.of("/");

    @BeforeEach
    void makeFolders(@TempDir Path temporary) throws IOException {
        images = Files.createDirectory(temporary.toRealPath().resolve("images"));
        secret = Files.createDirectory(temporary.toRealPath().resolve("private"));
    }

    @Test
    @DisplayName("F-01: the real path of an allowed file is returned")
    void allowedPathIsReturnedAsRealPath() throws IOException {
        Path file = Files.createFile(images.resolve("a"));
        Files.createSymbolicLink(images.resolve("link"), Path.of("a"));

        assertThat(allowed().resolve(images.resolve("link"))).isEqualTo(file);
    }

    @Test
    void possiblePasswordInAPathIsRedacted() {
        Path path = Path.of("/user:hunter2@host/a");
        for (IOException obstacle : List.of(
                new NoSuchFileException(path.toString()),
                new AccessDeniedException(path.toString()),
                new FileSystemLoopException(path.toString()),
                new IOException("broken"))) {
            assertThat(AllowedPath.unreachable(path, obstacle))
                    .hasMessageContaining("/***@host/a")
                    .hasMessageNotContaining("hunter2");
        }
    }

    @Test
    @DisplayName("F-09: the refusal is the same whether a file, a folder, a link, a loop or nothing exists")
    void refusalDoesNotRevealWhetherAFileExists() throws IOException {
        Files.createFile(secret.resolve("1"));
        Files.createDirectory(secret.resolve("2"));
        Files.createSymbolicLink(secret.resolve("3"), Path.of("/nowhere"));
        Files.createSymbolicLink(secret.resolve("4"), Path.of("4"));
        Files.createSymbolicLink(secret.resolve("5"), Path.of("/etc/passwd"));
        String ofNothing = refusal(secret.resolve("absent")).replace("/absent ", "/N ");

        for (String name : new String[] {"1", "2", "3", "4", "5", "1/below", "n".repeat(300)}) {
            assertThat(refusal(secret.resolve(name)).replace("/" + name + " ", "/N "))
                    .isEqualTo(ofNothing);
        }
    }

    @Test
    @DisplayName("F-11: a link in an allowed folder that leads out is refused, without its target")
    void linkOutOfTheAllowedFoldersIsRefused() throws IOException {
        Files.createFile(secret.resolve("there"));
        Files.createSymbolicLink(images.resolve("1"), secret.resolve("there"));
        Files.createSymbolicLink(images.resolve("2"), secret.resolve("absent"));
        Files.createSymbolicLink(images.resolve("3"), secret);

        String ofExisting = refusal(images.resolve("1"));
        assertThat(ofExisting).contains("io.ingot.file/allowedPaths").doesNotContain("private");
        assertThat(refusal(images.resolve("2")).replace("/2 is", "/1 is")).isEqualTo(ofExisting);
        assertThat(refusal(images.resolve("3/there"))).contains(images + "/3/there");
    }

    @Test
    void linkIntoAnAllowedFolderIsAllowed() throws IOException {
        Path file = Files.createFile(images.resolve("a"));
        Files.createSymbolicLink(secret.resolve("link"), images);

        assertThat(allowed().resolve(secret.resolve("link/a"))).isEqualTo(file);
    }

    @Test
    @DisplayName("F-02: a missing file in an allowed folder is NOT_FOUND")
    void missingFileIsNotFound() throws IOException {
        Files.createFile(images.resolve("file"));
        Files.createSymbolicLink(images.resolve("circle"), Path.of("circle"));

        for (String name : new String[] {"missing", "missing/below", "file/below", "circle", "n".repeat(300)}) {
            ImageException failure = assertThatFailure(() -> allowed().resolve(images.resolve(name)))
                    .failure();
            assertThat(failure.code()).as(name).isEqualTo(ErrorCode.NOT_FOUND);
            assertThat(failure).hasMessageContaining(images.resolve(name).toString());
        }
    }

    @Test
    void policyChecksTheRealPathFirst() throws IOException {
        FolderPolicy policy = new FolderPolicy(images);
        Files.createSymbolicLink(images.resolve("out"), secret);

        assertThatFailure(() -> new AllowedPath(policy).resolve(images.resolve("out/x")));

        assertThat(policy.checked()).first().isEqualTo(secret.resolve("x"));
    }

    @Test
    void unreadableFileNamesTheNeededPermissions() {
        ImageException denied = AllowedPath.unreachable(images, new AccessDeniedException("x"));

        assertThat(denied.code()).isEqualTo(ErrorCode.NOT_AUTHORIZED);
        assertThat(denied).hasMessageContaining("permission").hasMessageContaining(images.toString());
    }

    @Test
    void fileSystemErrorIsNotAMissingFile() {
        ImageException fault =
                AllowedPath.unreachable(images, new FileSystemException("x", null, "Too many open files"));

        assertThat(fault.code()).isEqualTo(ErrorCode.LOCAL_IO);
        assertThat(fault).hasMessageContaining("Too many open files");
    }

    private AllowedPath allowed() {
        return new AllowedPath(new FolderPolicy(images));
    }

    private String refusal(Path path) {
        ImageException refusal =
                assertThatFailure(() -> allowed().resolve(path)).failure();
        assertThat(refusal.code()).isEqualTo(ErrorCode.REFUSED_BY_POLICY);
        assertThat(refusal).hasNoCause();
        return refusal.getMessage();
    }
}
