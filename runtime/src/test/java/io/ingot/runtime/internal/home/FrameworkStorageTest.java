// SPDX-License-Identifier: Apache-2.0
package io.ingot.runtime.internal.home;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.common.command.CommandError;
import io.ingot.image.ErrorCode;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FrameworkStorageTest {
    private final LaunchFailure damaged = new LaunchFailure(ErrorCode.INTERNAL, "the installation is damaged");

    @TempDir
    private Path folder;

    @Test
    void failureIsUnchangedIfTheFolderIsWritable() {
        FrameworkStorage storage = new FrameworkStorage(folder.resolve("new"), "remedy");

        assertThat(storage.explain(damaged)).isSameAs(damaged);
        assertThat(folder.resolve("new")).isEmptyDirectory();
    }

    @Test
    void unwritableFolderIsReportedAsTheCause() throws Exception {
        Path inTheWay = Files.createFile(folder.resolve("file"));

        LaunchFailure cause = new FrameworkStorage(inTheWay.resolve("storage"), "set $TMPDIR").explain(damaged);

        assertThat(cause.error()).isEqualTo(CommandError.LOCAL_IO);
        assertThat(cause).hasMessageContaining("cannot write to " + inTheWay).hasMessageEndingWith("; set $TMPDIR");
        assertThat(cause.getSuppressed()).containsExactly(damaged);
    }

    @ParameterizedTest
    @CsvSource({
        "No space left on device, INSUFFICIENT_SPACE",
        "Disk quota exceeded, INSUFFICIENT_SPACE",
        "Read-only file system, LOCAL_IO"
    })
    void fullFileSystemIsInsufficientSpace(String reason, CommandError error) {
        FrameworkStorage storage = new FrameworkStorage(Path.of("/t"), "set $TMPDIR");

        LaunchFailure failure = storage.refusal(new FileSystemException("/t/probe", null, reason));

        assertThat(failure.error()).isEqualTo(error);
        assertThat(failure).hasMessageStartingWith("cannot write to /t: " + reason);
    }
}
