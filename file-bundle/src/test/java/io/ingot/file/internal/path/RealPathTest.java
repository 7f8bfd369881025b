// SPDX-License-Identifier: Apache-2.0
package io.ingot.file.internal.path;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RealPathTest {
    private Path folder = Path.of("/");

    @BeforeEach
    void resolve(@TempDir Path temporary) throws IOException {
        folder = temporary.toRealPath();
    }

    @Test
    void existingPathIsResolvedAsTheSystemDoes() throws IOException {
        Path file =
                Files.createFile(Files.createDirectories(folder.resolve("a/b")).resolve("file"));
        Files.createSymbolicLink(folder.resolve("absolute"), folder.resolve("a"));
        Files.createSymbolicLink(folder.resolve("a/relative"), Path.of("../absolute/./b"));
        Files.createSymbolicLink(folder.resolve("last"), Path.of("a/relative/file"));

        for (String name : new String[] {"a/b/file", "absolute/b/file", "absolute/relative/file", "last"}) {
            RealPath real = RealPath.of(folder.resolve(name));
            assertThat(real.path())
                    .isEqualTo(file)
                    .isEqualTo(folder.resolve(name).toRealPath());
            assertThat(real.failure()).isEmpty();
        }
    }

    @Test
    void dotDotInALinkIsRelativeToItsRealFolder() throws IOException {
        Files.createDirectories(folder.resolve("deep/er"));
        Path file = Files.createFile(folder.resolve("deep/file"));
        Files.createSymbolicLink(folder.resolve("link"), Path.of("deep/er"));
        Files.createSymbolicLink(folder.resolve("up"), Path.of("link/../file"));

        assertThat(RealPath.of(folder.resolve("up")).path()).isEqualTo(file);
    }

    @Test
    void rootIsItself() {
        assertThat(RealPath.of(Path.of("/")).path()).isEqualTo(Path.of("/"));
        assertThat(RealPath.of(Path.of("/")).failure()).isEmpty();
    }

    @Test
    void missingRestIsUnchanged() throws IOException {
        Files.createDirectories(folder.resolve("real"));
        Files.createSymbolicLink(folder.resolve("link"), Path.of("real"));

        RealPath real = RealPath.of(folder.resolve("link/missing/rest"));

        assertThat(real.path()).isEqualTo(folder.resolve("real/missing/rest"));
        assertThat(real.failure()).containsInstanceOf(NoSuchFileException.class);
    }

    @Test
    void danglingLinkIsResolvedToItsTarget() throws IOException {
        Files.createSymbolicLink(folder.resolve("link"), Path.of("/nowhere/there/../secret"));

        RealPath real = RealPath.of(folder.resolve("link/below"));

        assertThat(real.path()).isEqualTo(Path.of("/nowhere/secret/below"));
        assertThat(real.failure()).isPresent();
    }

    @Test
    void loopOfLinksEnds() throws IOException {
        Files.createSymbolicLink(folder.resolve("one"), Path.of("two"));
        Files.createSymbolicLink(folder.resolve("two"), Path.of("one"));

        RealPath real = RealPath.of(folder.resolve("one/rest"));

        assertThat(real.path().getParent()).isIn(folder.resolve("one"), folder.resolve("two"));
        assertThat(real.failure()).containsInstanceOf(FileSystemLoopException.class);
    }

    @Test
    void nestedLinksEnd() throws IOException {
        Files.createSymbolicLink(folder.resolve("link"), Path.of("link/link/link/link"));

        assertThat(RealPath.of(folder.resolve("link")).failure()).containsInstanceOf(FileSystemLoopException.class);
    }

    @Test
    void fileIsNotAFolder() throws IOException {
        Files.createFile(folder.resolve("file"));

        RealPath real = RealPath.of(folder.resolve("file/below"));

        assertThat(real.path()).isEqualTo(folder.resolve("file/below"));
        assertThat(real.failure()).containsInstanceOf(NotDirectoryException.class);
    }

    @Test
    void tooLongPathDoesNotExist() {
        assertThat(RealPath.of(folder.resolve("n".repeat(256))).failure())
                .containsInstanceOf(NoSuchFileException.class);
        assertThat(RealPath.of(folder.resolve("n/".repeat(4_096))).failure())
                .containsInstanceOf(NoSuchFileException.class);
    }
}
