// SPDX-License-Identifier: Apache-2.0
package io.ingot.runtime.internal.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrustedPathsTest {
    @TempDir
    private Path top;

    private Path folder;
    private Path file;
    private TrustedPaths trust;

    @BeforeEach
    void fileInAFolder() throws Exception {
        top = top.toRealPath();
        folder = Users.mode(Files.createDirectory(top.resolve("folder")), "rwxr-xr-x");
        file = Users.mode(Files.createFile(folder.resolve("file")), "rw-r--r--");
        trust = Users.trustOf(file);
    }

    private String refusal(Path path) {
        return String.valueOf(catchThrowableOfType(UntrustedPathException.class, () -> trust.file(path)));
    }

    private Path openFolder(String mode) throws IOException {
        Path open = Files.createDirectory(top.resolve("open"));
        Files.setAttribute(open, "unix:mode", Integer.parseInt(mode, 8));
        return open;
    }

    @Test
    void ownFileInOwnFoldersIsTrusted() throws Exception {
        assertThat(trust.file(file)).isEqualTo(file);
        assertThat(trust.folder(folder)).isEqualTo(folder);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-rw-r--", "rw-r--rw-", "rw--w----", "rw-rw-rw-"})
    void fileThatOthersMayWriteIsRefusedWithItsModeAndTheRemedy(String mode) throws Exception {
        Users.mode(file, mode);

        assertThat(refusal(file)).contains(file + " has mode 06").contains("chmod go-w " + file);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rwxr-xrwx", "rwx--x-wx"})
    void folderOnThePathThatOthersMayWriteIsRefused(String mode) throws Exception {
        Users.mode(folder, mode);

        assertThat(refusal(file)).contains(folder + " has mode 07").contains("chmod go-w " + folder);
    }

    @Test
    void everyFolderAboveIsChecked() throws Exception {
        Path deep = Files.createDirectories(folder.resolve("a/b/c"));
        Path below = Files.createFile(deep.resolve("file"));
        Users.mode(folder, "rwxrwxrwx");

        assertThat(refusal(below)).contains(folder + " has mode 0777");
    }

    @Test
    void fileOfAnotherUserIsRefusedWithItsOwnerAndMode() throws Exception {
        trust = Users.trustOfOneWhoDoesNotOwn(file);

        assertThat(refusal(file))
                .containsPattern("belongs to user \\d+ \\(mode 0\\d+\\)")
                .contains("chown ");
    }

    @Test
    void folderOfAnotherUserIsRefused() throws Exception {
        trust = Users.trustOfOneWhoDoesNotOwn(folder);

        assertThat(refusal(file)).contains("belongs to user");
    }

    @Test
    void stickyFolderMayBeOnThePathButNotAtItsEnd() throws Exception {
        Path sticky = openFolder("1777");
        Path below = Users.mode(Files.createFile(sticky.resolve("file")), "rw-------");

        assertThat(trust.file(below)).isEqualTo(below);
        assertThatThrownBy(() -> trust.folder(sticky))
                .isInstanceOf(UntrustedPathException.class)
                .hasMessageContaining("mode 1777");
    }

    @Test
    void entryOfAStickyFolderMustBelongToThisUser() throws Exception {
        Path below = Files.createFile(openFolder("1777").resolve("file"));
        trust = Users.trustOfOneWhoDoesNotOwn(below);

        assertThat(refusal(below)).contains("belongs to user");
    }

    @Test
    void linkIsFollowedIfEachStepIsTrusted() throws Exception {
        Path link = Files.createSymbolicLink(top.resolve("link"), Path.of("folder/../folder"));

        assertThat(trust.file(link.resolve("file"))).isEqualTo(file);
    }

    @Test
    void linkIntoAFolderThatOthersMayWriteIsRefused() throws Exception {
        Path target = Files.createFile(openFolder("777").resolve("file"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), target);

        assertThat(refusal(link)).contains(target.getParent() + " has mode 0777");
    }

    @Test
    void linkInAFolderThatOthersMayWriteIsRefused() throws Exception {
        Path link = Files.createSymbolicLink(openFolder("777").resolve("link"), file);

        assertThat(refusal(link)).contains(link.getParent() + " has mode 0777");
    }

    @Test
    void linkOfAnotherUserIsRefused() throws Exception {
        Path link = Files.createSymbolicLink(openFolder("1777").resolve("link"), file);
        trust = Users.trustOfOneWhoDoesNotOwn(link);

        assertThat(refusal(link)).contains("belongs to user");
    }

    @Test
    void parentStepStartsAtTheTargetOfALink() throws Exception {
        Path elsewhere = Files.createDirectories(top.resolve("x/elsewhere"));
        Path wanted = Files.createFile(top.resolve("x/file"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), elsewhere);

        assertThat(trust.file(link.resolve("../file"))).isEqualTo(wanted);
    }

    @Test
    void linkCycleIsAnError() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("link"));

        assertThatThrownBy(() -> trust.file(link)).isInstanceOf(FileSystemLoopException.class);
    }

    @Test
    void missingFileIsNotATrustFailure() {
        assertThatThrownBy(() -> trust.file(folder.resolve("none"))).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void kindOfTheFileIsChecked() {
        assertThatThrownBy(() -> trust.file(folder))
                .isInstanceOf(FileSystemException.class)
                .hasMessageContaining("not a regular file");
        assertThatThrownBy(() -> trust.folder(file))
                .isInstanceOf(FileSystemException.class)
                .hasMessageContaining("not a folder");
    }

    @Test
    void writtenFileMustNotBeALink() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("link"), file);

        assertThat(trust.ownFile(file)).isEqualTo(file);
        assertThatThrownBy(() -> trust.ownFile(link))
                .isInstanceOf(UntrustedPathException.class)
                .hasMessageContaining(link + " is a symbolic link");
    }
}
