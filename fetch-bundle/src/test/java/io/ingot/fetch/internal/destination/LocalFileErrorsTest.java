// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.destination;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalFileErrorsTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"No space left on device", "Disk quota exceeded"})
    @DisplayName("H-31: a full disk or an exceeded quota is INSUFFICIENT_SPACE")
    void aFullDiskIsInsufficientSpace(String message) {
        ImageException e = LocalFileErrors.writeFailed(folder, folder.resolve("image"), new IOException(message));
        assertThat(e.code()).isEqualTo(ErrorCode.INSUFFICIENT_SPACE);
        assertThat(e).hasMessageContaining(folder.toString()).hasMessageContaining("image");
    }

    @Test
    void aFullDiskIsInsufficientSpaceForEveryOperation() {
        ImageException e = LocalFileErrors.failed(
                "opening",
                folder.resolve("missing/store"),
                new FileSystemException("/a", null, "No space left on device"));
        assertThat(e.code()).isEqualTo(ErrorCode.INSUFFICIENT_SPACE);
        assertThat(e).hasMessageContaining(folder.toString()).hasMessageContaining("store");
    }

    @Test
    void anImageExceptionStaysAsItIs() {
        ImageException known = new ImageException(ErrorCode.CANCELLED, "No space left on device");
        assertThat(LocalFileErrors.writeFailed(folder, folder.resolve("image"), known))
                .isSameAs(known);
    }

    @Test
    void otherFailuresAreLocalIo() {
        ImageException e =
                LocalFileErrors.writeFailed(folder, folder.resolve("image"), new IOException("Input/output error"));
        assertThat(e.code()).isEqualTo(ErrorCode.LOCAL_IO);
        assertThat(e).hasMessageContaining("Input/output error");
    }

    @Test
    void aMissingFileIsNotInsufficientSpaceOnAFullDisk() {
        ImageException e = LocalFileErrors.writeFailed(
                Path.of("/proc"), Path.of("/proc/image"), new NoSuchFileException("/proc/image"));
        assertThat(e.code()).isEqualTo(ErrorCode.LOCAL_IO);
    }

    @Test
    @DisplayName("a failure names its path once, and its reason in words")
    void theReasonIsInWords() {
        Path image = folder.resolve("image");
        assertThat(LocalFileErrors.writeFailed(folder, image, new NoSuchFileException(image.toString())))
                .hasMessage("writing " + image + " failed: no such file or directory");
        assertThat(LocalFileErrors.failed("reading", image, new AccessDeniedException(image.toString())))
                .hasMessage("reading " + image + " failed: permission denied");
        assertThat(LocalFileErrors.failed(
                        "moving", image, new FileSystemException("/a", "/b", "Read-only file system")))
                .hasMessage("moving " + image + " failed: Read-only file system");
    }
}
