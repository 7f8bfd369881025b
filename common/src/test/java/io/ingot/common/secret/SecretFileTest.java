// SPDX-License-Identifier: Apache-2.0
package io.ingot.common.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.ingot.image.ImageException;
import io.ingot.image.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretFileTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"hush", "hush\n", "hush\r\n"})
    void lineTerminatorIsNotPartOfTheSecret(String text) throws IOException {
        assertThat(read(text)).isEqualTo(Secret.of("hush"));
    }

    @Test
    void spacesArePartOfTheSecret() throws IOException {
        assertThat(read("  hush  \n")).isEqualTo(Secret.of("  hush  "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"two\nlines", "end\n\n", "nul\0", "tab\t", "cr\r", "nel\u0085", "csi\u009b"})
    void secretIsOneLineWithoutControlCharacters(String text) {
        assertThat(refusal(text)).isEqualTo("more than one line, or a control character");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "\r\n"})
    void emptyFileIsRefused(String text) {
        assertThat(refusal(text)).isEqualTo("the file is empty");
    }

    @Test
    void fileIsBounded() throws IOException {
        assertThat(read("x".repeat(SecretFile.MAX_BYTES)).reveal()).hasSize(SecretFile.MAX_BYTES);
        assertThat(refusal("x".repeat(SecretFile.MAX_BYTES + 1))).isEqualTo("more than 65536 bytes");
    }

    @Test
    void malformedTextIsRefusedWithoutQuotingIt() throws IOException {
        Path file = Files.write(folder.resolve("secret"), "gr\u00fc\u00df".getBytes(StandardCharsets.ISO_8859_1));

        FileSystemException refusal = catchThrowableOfType(FileSystemException.class, () -> SecretFile.read(file));

        assertThat(refusal.getReason()).isEqualTo("not UTF-8 text");
        assertThat(refusal).hasNoCause();
    }

    @Test
    void pipeIsReadOnlyIfAllowed() throws Exception {
        Path pipe = folder.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", "-m", "600", pipe.toString())
                        .start()
                        .waitFor())
                .isZero();
        assertThat(catchThrowableOfType(IOException.class, () -> SecretFile.read(pipe)))
                .extracting(ImageException::reason)
                .isEqualTo("not a regular file");

        Process writer = new ProcessBuilder("sh", "-c", "echo hush > '" + pipe + "'").start();
        try {
            assertThat(SecretFile.readFileOrPipe(pipe)).isEqualTo(Secret.of("hush"));
        } finally {
            writer.destroy();
        }
    }

    private Secret read(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("secret"), text);
        Secret secret = SecretFile.read(file);
        assertThat(SecretFile.readFileOrPipe(file)).isEqualTo(secret);
        return secret;
    }

    private String refusal(String text) {
        String refusal = ImageException.reason(catchThrowableOfType(IOException.class, () -> read(text)));
        assertThat(ImageException.reason(catchThrowableOfType(
                        IOException.class, () -> SecretFile.readFileOrPipe(folder.resolve("secret")))))
                .isEqualTo(refusal);
        return refusal;
    }
}
