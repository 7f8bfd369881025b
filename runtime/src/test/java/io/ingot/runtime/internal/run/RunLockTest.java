// SPDX-License-Identifier: Apache-2.0
package io.ingot.runtime.internal.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.ingot.common.command.CommandError;
import io.ingot.runtime.internal.file.TrustedPaths;
import io.ingot.runtime.internal.file.Users;
import io.ingot.runtime.internal.home.Home;
import io.ingot.runtime.internal.home.LaunchFailure;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunLockTest {
    @TempDir
    private Path folder;

    private TrustedPaths trust;

    @BeforeEach
    void owner() throws Exception {
        folder = folder.toRealPath();
        trust = Users.trustOf(folder);
    }

    private LaunchFailure refusal() {
        return catchThrowableOfType(LaunchFailure.class, () -> RunLock.take(new Home(folder), trust));
    }

    @Test
    void linkInPlaceOfTheLockIsRefusedAndItsTargetIsUnchanged() throws Exception {
        Path precious = Files.writeString(folder.resolve("precious"), "text");
        Files.createSymbolicLink(
                Files.createDirectories(folder.resolve("var/run")).resolve("lock"), precious);

        assertThat(refusal()).hasMessageContaining("is a symbolic link");
        assertThat(precious).hasContent("text");
    }

    @Test
    void pipeInPlaceOfTheLockIsRefused() throws Exception {
        Path pipe = Files.createDirectories(folder.resolve("var/run")).resolve("lock");
        assertThat(new ProcessBuilder("mkfifo", "-m", "600", pipe.toString())
                        .start()
                        .waitFor())
                .isZero();

        assertThat(refusal()).hasMessageContaining("not a regular file");
    }

    @Test
    void homeThatOthersMayWriteIsRefused() throws Exception {
        Users.mode(folder, "rwxrwxrwx");

        assertThat(refusal()).hasMessageContaining(folder + " has mode 0777");
    }

    @Test
    void lockOfAnotherUserIsRefused() throws Exception {
        Path lock = Files.createFile(
                Files.createDirectories(folder.resolve("var/run")).resolve("lock"));
        trust = Users.trustOfOneWhoDoesNotOwn(lock);

        assertThat(refusal()).hasMessageContaining("belongs to user");
    }

    @Test
    void secondRuntimeIsRefusedWithTheProcessOfTheFirst() throws Exception {
        Home home = new Home(folder);
        try (RunLock first = RunLock.take(home, trust)) {
            assertThat(first.storage().folder()).startsWithRaw(folder);

            LaunchFailure failure = catchThrowableOfType(LaunchFailure.class, () -> RunLock.take(home, trust));

            assertThat(failure.error()).isEqualTo(CommandError.LOCAL_IO);
            assertThat(failure)
                    .hasMessageContaining(folder.toString())
                    .hasMessageContaining("process " + ProcessHandle.current().pid());
        }
    }

    @Test
    void releasedLockCanBeTakenAgain() throws Exception {
        Home home = new Home(folder);
        RunLock.take(home, trust).close();

        try (RunLock again = RunLock.take(home, trust)) {
            assertThat(again.storage().folder()).doesNotExist();
        }
    }

    @Test
    void storageOfACrashIsDeleted() throws Exception {
        Home home = new Home(folder);
        Path left;
        try (RunLock crashed = RunLock.take(home, trust)) {
            left = Files.createDirectories(crashed.storage().folder().resolve("bundles/bundle7"));
        }
        Files.createDirectories(left);

        try (RunLock lock = RunLock.take(home, trust)) {
            assertThat(lock.storage().folder()).doesNotExist();
        }
    }
}
