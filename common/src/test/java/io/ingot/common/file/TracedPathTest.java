// SPDX-License-Identifier: Apache-2.0
package io.ingot.common.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TracedPathTest {
    private static final int STRANGER = 4343;

    private Path folder = Path.of("/");
    private TrustedUsers trusted = new TrustedUsers(0);

    @BeforeEach
    void makeFolder(@TempDir Path temporary) throws IOException {
        folder = temporary.toRealPath();
        trusted = TrustedUsers.current();
    }

    @Test
    void ownFolderBelowAStickyOneIsSafe() throws IOException {
        Path sticky = Files.createDirectory(folder.resolve("sticky"));
        Path own = Files.createDirectory(sticky.resolve("own"));
        Files.setAttribute(sticky, "unix:mode", 01777);
        assertThat(trace(own).weakness()).isEmpty();
        assertThat(trace(own.resolve("missing/below")).weakness()).isEmpty();
        assertThat(trace(own.resolve("missing/below")).real()).isEqualTo(own.resolve("missing/below"));
    }

    @Test
    void aFolderThatOthersMayWriteIsTheWeakness() throws IOException {
        Path open = Files.createDirectory(folder.resolve("open"));
        Path below = Files.createDirectory(open.resolve("below"));
        mode(open, "rwxrwxrwx");
        Weakness weakness = trace(below.resolve("file")).weakness().orElseThrow();
        assertThat(weakness.place()).isEqualTo(open);
        assertThat(weakness.text()).contains(open + " can be changed by others", "mode 0777");
    }

    @Test
    void aForeignFileIsAWeaknessInAStickyFolderOnly() throws IOException {
        Path sticky = Files.createDirectory(folder.resolve("sticky"));
        Path file = Files.createFile(sticky.resolve("file"));
        TrustedUsers others = strangersTo(file);
        assertThat(trace(file, others).weakness().map(Weakness::place)).isNotEqualTo(java.util.Optional.of(file));
        Files.setAttribute(sticky, "unix:mode", 01777);
        assertThat(trace(file, others).weakness()).isPresent();
    }

    @Test
    void aForeignFolderIsTheWeakness() throws IOException {
        Path foreign = Files.createDirectory(folder.resolve("foreign"));
        TrustedUsers others = strangersTo(foreign);
        assertThat(trace(foreign, others).weakness()).isPresent();
    }

    @Test
    void linksOfTrustedUsersAreFollowed() throws IOException {
        Path target = Files.createDirectories(folder.resolve("target/inner"));
        Files.createSymbolicLink(folder.resolve("absolute"), target);
        Files.createSymbolicLink(folder.resolve("relative"), Path.of("absolute/../inner"));
        TracedPath traced = trace(folder.resolve("relative/file"));
        assertThat(traced.real()).isEqualTo(target.resolve("file"));
        assertThat(traced.weakness()).isEmpty();
        assertThat(traced.foreignLink()).isEmpty();
    }

    @Test
    void aLinkInAFolderThatOthersMayWriteIsForeign() throws IOException {
        Path open = Files.createDirectory(folder.resolve("open"));
        Path link = Files.createSymbolicLink(open.resolve("link"), folder);
        mode(open, "rwxrwxrwx");
        assertThat(trace(link).foreignLink()).contains(link);
    }

    @Test
    void linksInACircleAreRefused() throws IOException {
        Files.createSymbolicLink(folder.resolve("a"), Path.of("b"));
        Files.createSymbolicLink(folder.resolve("b"), Path.of("a"));
        assertThatThrownBy(() -> trace(folder.resolve("a"))).isInstanceOf(FileSystemLoopException.class);
    }

    private TracedPath trace(Path path) throws IOException {
        return trace(path, trusted);
    }

    private static TracedPath trace(Path path, TrustedUsers users) throws IOException {
        return TracedPath.of(path, users);
    }

    /** Users of whom none owns a file: it is given away where this process may do that. */
    private TrustedUsers strangersTo(Path file) throws IOException {
        if (trusted.self() == 0) {
            Files.setAttribute(file, "unix:uid", STRANGER);
            return trusted;
        }
        return new TrustedUsers(STRANGER);
    }

    private static void mode(Path file, String mode) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    }
}
