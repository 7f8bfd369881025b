// SPDX-License-Identifier: Apache-2.0
package io.ingot.runtime.internal.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.ingot.image.ErrorCode;
import io.ingot.runtime.internal.launch.Failure;
import io.ingot.runtime.internal.launch.Home;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeployFolderTest {
    @TempDir
    private Path folder;

    private Home home;
    private int user;

    @BeforeEach
    void home() throws Exception {
        home = new Home(Files.createDirectory(folder.resolve("home")));
        user = (Integer) Files.getAttribute(home.path(), "unix:uid");
    }

    private static void mode(Path path, String mode) throws Exception {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
    }

    private Failure refusal() {
        return catchThrowableOfType(Failure.class, () -> new DeployFolder(home).check(user));
    }

    @Test
    void oneThatIsNotThereIsFine() {
        assertThatCode(() -> new DeployFolder(home).check(user)).doesNotThrowAnyException();
    }

    @Test
    void oneThatWasMadeIsFine() throws Exception {
        new DeployFolder(home).make();

        assertThatCode(() -> new DeployFolder(home).check(user)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"rwxrwx---", "rwx----w-", "rwxrwxrwx"})
    void oneThatOthersMayWriteIsRefused(String mode) throws Exception {
        new DeployFolder(home).make();
        mode(home.deploy(), mode);

        assertThat(refusal().code()).isEqualTo(ErrorCode.LOCAL_IO);
        assertThat(refusal()).hasMessageContaining(home.deploy().toString()).hasMessageContaining("chmod go-w");
    }

    @Test
    void homeThatOthersMayWriteIsRefusedToo() throws Exception {
        new DeployFolder(home).make();
        mode(home.path(), "rwxrwxrwx");

        assertThat(refusal()).hasMessageContaining("chmod go-w " + home.path());
    }

    @Test
    void oneOfAnotherUserIsRefused() throws Exception {
        new DeployFolder(home).make();
        int another = user + 1;

        Failure failure =
                catchThrowableOfType(Failure.class, () -> new DeployFolder(home).check(user == 0 ? -1 : another));

        // Root's own folder is trusted by everybody.
        assertThat(failure == null).isEqualTo(user == 0);
    }

    @Test
    void linkIsJudgedByWhereItLeads() throws Exception {
        Path open = Files.createDirectory(folder.resolve("open"));
        mode(open, "rwxrwxrwx");
        Files.createSymbolicLink(home.deploy(), open);

        assertThat(refusal()).hasMessageContaining("chmod go-w " + open);
    }

    @Test
    void onlyJarsCount() throws Exception {
        new DeployFolder(home).make();
        Files.createFile(home.deploy().resolve("b.jar"));
        Files.createFile(home.deploy().resolve("a.jar"));
        Files.createFile(home.deploy().resolve("a.jar.part"));

        assertThat(new DeployFolder(home).jars())
                .extracting(Path::getFileName)
                .map(Path::toString)
                .containsExactly("a.jar", "b.jar");
    }

    @Test
    void allElseIsNamedAsIgnored() throws Exception {
        new DeployFolder(home).make();
        for (String file : new String[] {"a.jar", "b.kar", "c.txt", "d.jar.part", "e.tmp", ".f", "g~"}) {
            Files.createFile(home.deploy().resolve(file));
        }
        Files.createDirectory(home.deploy().resolve("folder"));
        Files.createDirectory(home.deploy().resolve("exploded.jar"));

        var ignored = new DeployFolder(home).ignored();

        assertThat(ignored.keySet())
                .extracting(path -> String.valueOf(path.getFileName()))
                .containsExactlyInAnyOrder("b.kar", "c.txt", "folder", "exploded.jar");
        assertThat(ignored.get(home.deploy().resolve("b.kar"))).contains("a KAR is for Karaf");
        assertThat(ignored.get(home.deploy().resolve("folder"))).contains("is ignored: it is a folder");
        assertThat(new DeployFolder(home).jars()).hasSize(1);
    }
}
