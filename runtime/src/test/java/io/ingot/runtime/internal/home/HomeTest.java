// SPDX-License-Identifier: Apache-2.0
package io.ingot.runtime.internal.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.ingot.common.command.CommandError;
import io.ingot.runtime.internal.file.Users;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HomeTest {
    private static final Map<String, String> BOTH =
            Map.of("INGOT_HOME", "/i", "STATE_DIRECTORY", "/s:/t", "HOME", "/u");

    @TempDir
    private Path folder;

    @BeforeEach
    void realFolder() throws Exception {
        folder = folder.toRealPath();
    }

    @Test
    void optionTakesPrecedence() throws LaunchFailure {
        assertThat(Home.find(Optional.of("/a"), BOTH, "/u").path()).isEqualTo(Path.of("/a"));
    }

    @Test
    void ingotHomeTakesPrecedenceOverTheVariableOfSystemd() throws LaunchFailure {
        assertThat(Home.find(Optional.empty(), BOTH, "/u").path()).isEqualTo(Path.of("/i"));
    }

    @Test
    void firstOfSeveralStateDirectoriesIsUsed() throws LaunchFailure {
        assertThat(Home.find(Optional.empty(), Map.of("STATE_DIRECTORY", "/s:/t"), "/u")
                        .path())
                .isEqualTo(Path.of("/s"));
    }

    @Test
    void emptyVariableIsIgnored() throws LaunchFailure {
        assertThat(Home.find(Optional.empty(), Map.of("INGOT_HOME", ""), "/u").path())
                .isEqualTo(Path.of("/u/.ingot"));
    }

    @Test
    void userWithoutPasswdEntryHasTheHomeOfTheEnvironment() throws LaunchFailure {
        assertThat(Home.find(Optional.empty(), Map.of("HOME", "/data"), "?").path())
                .isEqualTo(Path.of("/data/.ingot"));
    }

    @Test
    void userWithoutAnyHomeIsAnErrorThatNamesTheOption() {
        LaunchFailure failure =
                catchThrowableOfType(LaunchFailure.class, () -> Home.find(Optional.empty(), Map.of(), "?"));

        assertThat(failure.error()).isEqualTo(CommandError.LOCAL_IO);
        assertThat(failure).hasMessageContaining("--home").hasMessageContaining("$INGOT_HOME");
    }

    @Test
    void blankOptionIsAnErrorOfUsage() {
        LaunchFailure failure =
                catchThrowableOfType(LaunchFailure.class, () -> Home.find(Optional.of(" "), BOTH, "/u"));

        assertThat(failure.error()).isEqualTo(CommandError.USAGE);
    }

    @Test
    void relativeFolderIsMadeAbsolute() throws LaunchFailure {
        assertThat(Home.find(Optional.of("x/../y"), Map.of(), "/u").path())
                .isEqualTo(Path.of("y").toAbsolutePath());
    }

    @Test
    void foldersAreAccessibleToTheirOwnerOnly() throws Exception {
        Home home = new Home(folder.resolve("new/home"));

        home.create();

        for (Path made : new Path[] {home.path(), home.etc(), home.var()}) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made)))
                    .isEqualTo("rwx------");
        }
    }

    @Test
    void fileInPlaceOfTheFolderIsNamed() throws Exception {
        Path file = Files.createFile(folder.resolve("file"));

        LaunchFailure failure = catchThrowableOfType(LaunchFailure.class, () -> new Home(file).create());

        assertThat(failure.error()).isEqualTo(CommandError.LOCAL_IO);
        assertThat(failure).hasMessageContaining(file.toString());
    }

    private Path log() throws Exception {
        return Files.createDirectory(folder.resolve("log")).resolve("ingot.log");
    }

    private LaunchFailure logRefusal() {
        return catchThrowableOfType(LaunchFailure.class, () -> new Home(folder).logFile(Users.trustOf(folder)));
    }

    @Test
    void logFileMayExist() throws Exception {
        Path log = Files.createFile(log());

        assertThat(new Home(folder).logFile(Users.trustOf(folder))).isEqualTo(log);
    }

    @Test
    void linkInPlaceOfTheLogIsNotFollowed() throws Exception {
        Path log = Files.createSymbolicLink(log(), folder.resolve("precious"));

        assertThat(logRefusal()).hasMessageContaining(log + " is a symbolic link");
    }

    @Test
    void logThatOthersMayWriteIsRefused() throws Exception {
        Path log = Users.mode(Files.createFile(log()), "rw-rw-rw-");

        assertThat(logRefusal()).hasMessageContaining(log + " has mode 0666");
    }

    @Test
    void logInAFolderThatOthersMayWriteIsRefused() throws Exception {
        log();
        Path parent = Users.mode(folder.resolve("log"), "rwxrwxrwx");

        assertThat(logRefusal()).hasMessageContaining(parent + " has mode 0777");
    }

    @Test
    void pipeInPlaceOfTheLogIsRefused() throws Exception {
        Path pipe = log();
        assertThat(new ProcessBuilder("mkfifo", "-m", "600", pipe.toString())
                        .start()
                        .waitFor())
                .isZero();

        assertThat(logRefusal()).hasMessageContaining("not a regular file");
    }
}
