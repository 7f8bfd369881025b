// SPDX-License-Identifier: Apache-2.0
package io.ingot.runtime.internal.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.ingot.image.ErrorCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HomeTest {
    private static final Map<String, String> BOTH =
            Map.of("INGOT_HOME", "/i", "STATE_DIRECTORY", "/s:/t", "HOME", "/u");

    @TempDir
    private Path folder;

    @Test
    void whatIsAskedForComesFirst() throws Failure {
        assertThat(Home.find(Optional.of("/a"), BOTH, "/u").path()).isEqualTo(Path.of("/a"));
    }

    @Test
    void ownVariableComesBeforeThatOfSystemd() throws Failure {
        assertThat(Home.find(Optional.empty(), BOTH, "/u").path()).isEqualTo(Path.of("/i"));
    }

    @Test
    void firstOfSeveralStateDirectoriesIsTaken() throws Failure {
        assertThat(Home.find(Optional.empty(), Map.of("STATE_DIRECTORY", "/s:/t"), "/u")
                        .path())
                .isEqualTo(Path.of("/s"));
    }

    @Test
    void emptyVariableIsNone() throws Failure {
        assertThat(Home.find(Optional.empty(), Map.of("INGOT_HOME", ""), "/u").path())
                .isEqualTo(Path.of("/u/.ingot"));
    }

    @Test
    void userWithoutPasswdEntryHasTheHomeOfTheEnvironment() throws Failure {
        assertThat(Home.find(Optional.empty(), Map.of("HOME", "/data"), "?").path())
                .isEqualTo(Path.of("/data/.ingot"));
    }

    @Test
    void userWithoutAnyHomeIsToldWhatToDo() {
        Failure failure = catchThrowableOfType(Failure.class, () -> Home.find(Optional.empty(), Map.of(), "?"));

        assertThat(failure.code()).isEqualTo(ErrorCode.LOCAL_IO);
        assertThat(failure).hasMessageContaining("--home").hasMessageContaining("$INGOT_HOME");
    }

    @Test
    void blankOptionIsAnErrorOfUsage() {
        Failure failure = catchThrowableOfType(Failure.class, () -> Home.find(Optional.of(" "), BOTH, "/u"));

        assertThat(failure.code()).isEqualTo(ErrorCode.USAGE);
    }

    @Test
    void relativeFolderIsMadeAbsolute() throws Failure {
        assertThat(Home.find(Optional.of("x/../y"), Map.of(), "/u").path())
                .isEqualTo(Path.of("y").toAbsolutePath());
    }

    @Test
    void foldersAreMadeForTheirOwnerAlone() throws Exception {
        Home home = new Home(folder.resolve("new/home"));

        home.make();

        for (Path made : new Path[] {home.path(), home.etc(), home.var()}) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made)))
                    .isEqualTo("rwx------");
        }
    }

    @Test
    void fileInPlaceOfTheFolderIsNamed() throws Exception {
        Path file = Files.createFile(folder.resolve("file"));

        Failure failure = catchThrowableOfType(Failure.class, () -> new Home(file).make());

        assertThat(failure.code()).isEqualTo(ErrorCode.LOCAL_IO);
        assertThat(failure).hasMessageContaining(file.toString());
    }
}
