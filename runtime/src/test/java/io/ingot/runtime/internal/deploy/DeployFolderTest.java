// SPDX-License-Identifier: Apache-2.0
package io.ingot.runtime.internal.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.ingot.common.command.CommandError;
import io.ingot.runtime.internal.file.TrustedPaths;
import io.ingot.runtime.internal.file.Users;
import io.ingot.runtime.internal.home.Home;
import io.ingot.runtime.internal.home.LaunchFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeployFolderTest {
    @TempDir
    private Path folder;

    private Home home;
    private TrustedPaths trust;

    @BeforeEach
    void home() throws Exception {
        folder = folder.toRealPath();
        home = new Home(Files.createDirectory(folder.resolve("home")));
        trust = Users.trustOf(home.path());
    }

    private DeployFolder deploy() {
        return new DeployFolder(home, trust, folder.resolve("copies"));
    }

    private Path jar() throws Exception {
        deploy().create();
        return Files.writeString(home.deploy().resolve("a.jar"), "bytes");
    }

    private LaunchFailure refusal() {
        return catchThrowableOfType(LaunchFailure.class, () -> deploy().copyAll());
    }

    @Test
    void missingFolderIsEmpty() throws Exception {
        assertThat(deploy().copyAll()).isEmpty();
    }

    @Test
    void fullDiskEndsTheCommand() throws Exception {
        Path jar = jar();
        JarCopies full = new JarCopies(folder.resolve("copies"), trust) {
            @Override
            Path of(Path copied) throws IOException {
                throw new IOException("No space left on device");
            }
        };

        LaunchFailure failure =
                catchThrowableOfType(LaunchFailure.class, () -> new DeployFolder(home, trust, full).copyAll());

        assertThat(failure.error()).isEqualTo(CommandError.INSUFFICIENT_SPACE);
        assertThat(failure).hasMessageContainingAll(jar.toString(), "No space left on device", "$TMPDIR");
    }

    @Test
    void jarsAreCopied() throws Exception {
        Path jar = jar();

        DeployFolder deploy = deploy();
        Path copy = deploy.copyAll().get(0);

        assertThat(copy).hasContent("bytes").startsWithRaw(folder.resolve("copies"));
        assertThat(deploy.copy(jar)).isEqualTo(copy);
    }

    @Test
    void changedJarIsCopiedAgainAndTheCopyOfARemovedJarIsDeleted() throws Exception {
        Path jar = jar();
        DeployFolder deploy = deploy();
        Path before = deploy.copy(jar);

        Files.writeString(jar, "other bytes");
        Path after = deploy.copy(jar);
        assertThat(after).hasContent("other bytes");
        assertThat(before).doesNotExist();

        deploy.retainCopies(Set.of());
        assertThat(after).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"rwxrwx---", "rwx----w-", "rwxrwxrwx"})
    void deployFolderThatOthersMayWriteIsRefused(String mode) throws Exception {
        deploy().create();
        Users.mode(home.deploy(), mode);

        assertThat(refusal().error()).isEqualTo(CommandError.LOCAL_IO);
        assertThat(refusal())
                .hasMessageContaining(home.deploy() + " has mode 07")
                .hasMessageContaining("chmod go-w");
    }

    @Test
    void homeAboveThatOthersMayWriteIsRefused() throws Exception {
        deploy().create();
        Users.mode(home.path(), "rwxrwxrwx");

        assertThat(refusal()).hasMessageContaining("chmod go-w " + home.path());
    }

    @Test
    void everyFolderAboveTheHomeIsChecked() throws Exception {
        home = new Home(Files.createDirectories(folder.resolve("a/b/home")));
        deploy().create();
        Users.mode(folder.resolve("a"), "rwxrwxrwx");

        assertThat(refusal()).hasMessageContaining("chmod go-w " + folder.resolve("a"));
    }

    @Test
    void deployFolderOfAnotherUserIsRefused() throws Exception {
        deploy().create();
        trust = Users.trustOfOneWhoDoesNotOwn(home.deploy());

        assertThat(refusal()).hasMessageContaining("belongs to user");
    }

    @Test
    void targetOfALinkIsChecked() throws Exception {
        Path open = Files.createDirectory(folder.resolve("open"));
        Users.mode(open, "rwxrwxrwx");
        Files.createSymbolicLink(home.deploy(), open);

        assertThat(refusal()).hasMessageContaining("chmod go-w " + open);
    }

    @Test
    void jarThatOthersMayWriteIsRefused() throws Exception {
        Path jar = Users.mode(jar(), "rw-rw-rw-");

        assertThat(refusal().error()).isEqualTo(CommandError.LOCAL_IO);
        assertThat(refusal()).hasMessageContaining(jar + " has mode 0666");
    }

    @Test
    void jarOfAnotherUserIsRefused() throws Exception {
        trust = Users.trustOfOneWhoDoesNotOwn(jar());

        assertThat(refusal()).hasMessageContaining("belongs to user");
    }

    @Test
    void linkToAJarThatOthersMayReplaceIsRefused() throws Exception {
        deploy().create();
        Path open = Users.mode(Files.createDirectory(folder.resolve("open")), "rwxrwxrwx");
        Files.createSymbolicLink(home.deploy().resolve("a.jar"), Files.createFile(open.resolve("a.jar")));

        assertThat(refusal()).hasMessageContaining(open + " has mode 0777");
    }

    @Test
    void linkToAJarOfThisUserIsUsed() throws Exception {
        deploy().create();
        Path elsewhere = Files.writeString(folder.resolve("elsewhere.jar"), "bytes");
        Files.createSymbolicLink(home.deploy().resolve("a.jar"), elsewhere);

        assertThat(deploy().copyAll())
                .singleElement()
                .satisfies(copy -> assertThat(copy).hasContent("bytes"));
    }

    @Test
    void pipeIsIgnoredImmediately() throws Exception {
        deploy().create();
        Path pipe = home.deploy().resolve("pipe.jar");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();

        assertThat(deploy().copyAll()).isEmpty();
        assertThat(deploy().ignored()).containsEntry(pipe, "is ignored: it is not a regular file");
    }

    @Test
    void onlyJarsAreListed() throws Exception {
        deploy().create();
        Files.createFile(home.deploy().resolve("b.jar"));
        Files.createFile(home.deploy().resolve("a.jar"));
        Files.createFile(home.deploy().resolve("a.jar.part"));

        assertThat(deploy().jars())
                .extracting(Path::getFileName)
                .map(Path::toString)
                .containsExactly("a.jar", "b.jar");
    }

    @Test
    void otherFilesAreReportedAsIgnored() throws Exception {
        deploy().create();
        for (String file : new String[] {"a.jar", "b.kar", "c.txt", "d.jar.part", "e.tmp", ".f", "g~"}) {
            Files.createFile(home.deploy().resolve(file));
        }
        Files.createDirectory(home.deploy().resolve("folder"));
        Files.createDirectory(home.deploy().resolve("exploded.jar"));

        var ignored = deploy().ignored();

        assertThat(ignored.keySet())
                .extracting(path -> String.valueOf(path.getFileName()))
                .containsExactlyInAnyOrder("b.kar", "c.txt", "folder", "exploded.jar");
        assertThat(ignored.get(home.deploy().resolve("b.kar"))).contains("a KAR is for Karaf");
        assertThat(ignored.get(home.deploy().resolve("folder"))).contains("is ignored: it is a folder");
        assertThat(deploy().jars()).hasSize(1);
    }
}
