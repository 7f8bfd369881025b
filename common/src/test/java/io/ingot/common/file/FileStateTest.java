// SPDX-License-Identifier: Apache-2.0
package io.ingot.common.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileStateTest {
    @TempDir
    Path folder;

    @Test
    void regularFileIsDescribed() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "seven b");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));

        FileState state = state(file);

        assertThat(state.isFile()).isTrue();
        assertThat(state.size()).isEqualTo(7);
        assertThat(state.links()).isEqualTo(1);
        assertThat(state.mode()).isEqualTo(0640);
        assertThat(state.owner()).isEqualTo(TrustedUsers.current().self());
        assertThat(state.modified()).isEqualTo(Files.getLastModifiedTime(file).toInstant());
        assertThat(state).isEqualTo(state(file));
    }

    @Test
    void linkIsNotFollowed() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link"), folder);

        assertThat(state(link).isReplaceable()).isTrue();
        assertThat(state(link).isFolder()).isFalse();
        assertThat(FileState.identity(link)).isEqualTo(FileState.identity(folder));
        assertThat(FileState.identity(link, LinkOption.NOFOLLOW_LINKS)).isNotEqualTo(FileState.identity(folder));
    }

    @Test
    void folderCannotBeReplaced() throws IOException {
        assertThat(state(folder).isFolder()).isTrue();
        assertThat(state(folder).isReplaceable()).isFalse();
    }

    @Test
    void hardLinkIsTheSameFileAndANewFileIsNot() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        Path second = Files.createLink(folder.resolve("second"), file);
        Path other = Files.createFile(folder.resolve("other"));

        assertThat(state(file).isSameFile(state(second))).isTrue();
        assertThat(state(file).links()).isEqualTo(2);
        assertThat(state(file).isSameFile(state(other))).isFalse();
    }

    @Test
    void missingFileHasNoState() throws IOException {
        assertThat(FileState.of(folder.resolve("none"))).isEmpty();
    }

    private static FileState state(Path path) throws IOException {
        return FileState.of(path).orElseThrow();
    }
}
