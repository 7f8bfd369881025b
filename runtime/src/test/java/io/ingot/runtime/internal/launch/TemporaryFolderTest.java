// SPDX-License-Identifier: Apache-2.0
package io.ingot.runtime.internal.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.ingot.common.command.CommandError;
import io.ingot.runtime.internal.file.Users;
import io.ingot.runtime.internal.home.LaunchFailure;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemporaryFolderTest {
    @TempDir
    private Path parent;

    @BeforeEach
    void realParent() throws Exception {
        parent = parent.toRealPath();
    }

    /** Creates a folder like that of a killed process. */
    private Path left(String name) throws Exception {
        Path folder = Users.mode(Files.createDirectory(parent.resolve(name)), "rwx------");
        Files.createFile(folder.resolve(TemporaryFolder.LOCK));
        Files.createFile(Files.createDirectories(folder.resolve("content/framework/bundles"))
                .resolve("a.jar"));
        return folder;
    }

    @Test
    void folderIsAccessibleToItsOwnerOnlyAndDeletedAtTheEnd() throws Exception {
        try (TemporaryFolder made = TemporaryFolder.create(parent)) {
            Path folder = made.content().getParent();
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
                    .isEqualTo("rwx------");
        }
        assertThat(parent).isEmptyDirectory();
    }

    @Test
    void folderThatOthersCouldReplaceIsRefused() throws Exception {
        Users.mode(parent, "rwxrwxrwx");

        LaunchFailure failure = catchThrowableOfType(LaunchFailure.class, () -> TemporaryFolder.create(parent));

        assertThat(failure.error()).isEqualTo(CommandError.LOCAL_IO);
        assertThat(failure).hasMessageContaining(parent + " has mode 0777").hasMessageContaining("$TMPDIR");
        assertThat(parent).isEmptyDirectory();
    }

    @Test
    void stickyParentIsAccepted() throws Exception {
        Files.setAttribute(parent, "unix:mode", 01777);

        TemporaryFolder.create(parent).close();
    }

    @Test
    void folderOfAKilledProcessIsDeletedByTheNextOne() throws Exception {
        Path folder = left("ingot-123456789");

        TemporaryFolder.create(parent).close();

        assertThat(folder).doesNotExist();
    }

    @Test
    void folderInUseIsKept() throws Exception {
        try (TemporaryFolder used = TemporaryFolder.create(parent)) {
            TemporaryFolder.create(parent).close();

            assertThat(used.content().getParent()).isDirectory();
        }
    }

    @Test
    void folderWithoutTheMarksOfIngotIsKept() throws Exception {
        Path readable = Users.mode(left("ingot-1"), "rwxr-xr-x");
        Path otherName = left("ingot-home");
        Path unlocked = Users.mode(Files.createDirectory(parent.resolve("ingot-2")), "rwx------");
        Path file = Files.createFile(parent.resolve("ingot-3"));
        Path target = left("elsewhere");
        Path link = Files.createSymbolicLink(parent.resolve("ingot-4"), target);

        TemporaryFolder.create(parent).close();

        assertThat(readable).isNotEmptyDirectory();
        assertThat(otherName).isNotEmptyDirectory();
        assertThat(unlocked).isDirectory();
        assertThat(file).exists();
        assertThat(Files.isSymbolicLink(link)).isTrue();
        assertThat(target).isNotEmptyDirectory();
    }

    @Test
    void folderOfAnotherUserIsKept() throws Exception {
        Path folder = left("ingot-5");
        int owner = (Integer) Files.getAttribute(folder, "unix:uid", LinkOption.NOFOLLOW_LINKS);

        new AbandonedFolders(parent, owner + 1).sweepExcept(parent.resolve("ingot-6"));
        assertThat(folder).isNotEmptyDirectory();

        new AbandonedFolders(parent, owner).sweepExcept(parent.resolve("ingot-6"));
        assertThat(folder).doesNotExist();
    }
}
