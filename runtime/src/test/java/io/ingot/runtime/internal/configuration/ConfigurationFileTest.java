// SPDX-License-Identifier: Apache-2.0
package io.ingot.runtime.internal.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.ingot.common.command.CommandError;
import io.ingot.runtime.internal.file.Users;
import io.ingot.runtime.internal.home.LaunchFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigurationFileTest {
    @TempDir
    private Path etc;

    private Path write(String name, String text) throws Exception {
        return Files.writeString(etc.resolve(name), text);
    }

    private static final ConfigurationTarget TARGET = ConfigurationTarget.parse("p");
    private static final ConfigurationDefinitions NONE = ConfigurationDefinitions.ofJars(List.of());

    private ConfigurationFolder folder() throws IOException {
        return new ConfigurationFolder(etc, Users.trustOf(etc));
    }

    private String only(Path file) throws Exception {
        assertThat(folder().file(file).read(TARGET)).hasSize(1);
        return folder().file(file).read(TARGET).get(0).value();
    }

    private ConfigurationTarget target(String name) throws Exception {
        return folder().file(Path.of(name)).target(NONE);
    }

    @Test
    void nameIsTheTarget() throws Exception {
        assertThat(target("io.a.cfg")).isEqualTo(new ConfigurationTarget("io.a", Optional.empty()));
        assertThat(target("io.a~b.cfg")).isEqualTo(new ConfigurationTarget("io.a", Optional.of("b")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"~b.cfg", "io.a~.cfg"})
    void nameWithoutATargetIsRefused(String name) {
        LaunchFailure failure = catchThrowableOfType(LaunchFailure.class, () -> target(name));

        assertThat(failure.error()).isEqualTo(CommandError.INVALID_CONFIGURATION);
        assertThat(failure).hasMessageContaining(name);
    }

    @Test
    void commentsAndContinuedLinesAreThoseOfProperties() throws Exception {
        assertThat(only(write("p.cfg", "# a comment\nlist = /a,\\\n    /b\n"))).isEqualTo("/a,/b");
    }

    @Test
    void escapedCommaStaysEscapedInBothSpellings() throws Exception {
        assertThat(only(write("p.cfg", "list = /a\\,b\n"))).isEqualTo("/a\\,b");
        assertThat(only(write("p.cfg", "list = /a\\\\,b\n"))).isEqualTo("/a\\,b");
    }

    @Test
    void umlautsAreUtf8() throws Exception {
        assertThat(only(write("p.cfg", "name = Müller\n"))).isEqualTo("Müller");
    }

    @Test
    void duplicatePropertyIsRefused() throws Exception {
        refused(write("p.cfg", "a = 1\na = 2\n"), "duplicate property a");
    }

    @Test
    void malformedEscapeIsRefused() throws Exception {
        refused(write("p.cfg", "a = \\u00\n"), "malformed");
    }

    @Test
    void textThatIsNotUtf8IsRefused() throws Exception {
        refused(Files.write(etc.resolve("p.cfg"), new byte[] {'a', '=', (byte) 0xff}), "not UTF-8");
    }

    @Test
    void endlessFileIsRefused() throws Exception {
        refused(write("p.cfg", "a = " + "x".repeat(1 << 20)), "larger than");
    }

    @Test
    void folderInPlaceOfAFileIsRefused() throws Exception {
        refused(Files.createDirectory(etc.resolve("p.cfg")), "p.cfg");
    }

    private void refused(Path file, String why) {
        LaunchFailure failure = catchThrowableOfType(
                LaunchFailure.class, () -> folder().file(file).read(TARGET));

        assertThat(failure.error()).isEqualTo(CommandError.INVALID_CONFIGURATION);
        assertThat(failure).hasMessageContaining(file.toString()).hasMessageContaining(why);
    }

    @Test
    void onlyVisibleCfgFilesAreRead() throws Exception {
        write("b.cfg", "");
        write("a.cfg", "");
        write(".a.cfg", "");
        write("a.cfg~", "");
        write("gosh_profile", "");

        assertThat(folder().files())
                .extracting(file -> file.path().getFileName())
                .map(Path::toString)
                .containsExactly("a.cfg", "b.cfg");
    }

    @Test
    void missingFolderHasNoFiles() throws Exception {
        assertThat(new ConfigurationFolder(etc.resolve("none"), Users.trustOf(etc)).files())
                .isEmpty();
    }

    @Test
    void pipeInPlaceOfAFileIsRefusedImmediately() throws Exception {
        Path pipe = etc.resolve("p.cfg");
        assertThat(new ProcessBuilder("mkfifo", "-m", "600", pipe.toString())
                        .start()
                        .waitFor())
                .isZero();

        refused(pipe, "not a regular file");
    }

    @Test
    void fileThatOthersMayWriteIsRefused() throws Exception {
        refused(Users.mode(write("p.cfg", ""), "rw-rw-r--"), "mode 0664");
    }

    @Test
    void fileOfAnotherUserIsRefused() throws Exception {
        Path file = write("p.cfg", "");
        ConfigurationFile foreign = new ConfigurationFile(file, Users.trustOfOneWhoDoesNotOwn(file));

        assertThat(catchThrowableOfType(LaunchFailure.class, () -> foreign.read(TARGET)))
                .hasMessageContaining("belongs to user");
    }

    @Test
    void linkIsFollowedIfOtherUsersCannotRedirectIt() throws Exception {
        Path outside = Files.createDirectory(etc.resolve("outside"));
        Path target = Files.writeString(outside.resolve("p"), "a = b\n");
        Path link = Files.createSymbolicLink(etc.resolve("p.cfg"), target);
        assertThat(only(link)).isEqualTo("b");

        Users.mode(outside, "rwxrwxrwx");
        refused(link, "outside has mode 0777");
    }

    @Test
    void folderThatOthersMayWriteIsRefusedIfItHasFiles() throws Exception {
        Users.mode(etc, "rwxrwxrwx");
        assertThat(folder().files()).isEmpty();

        write("p.cfg", "");
        LaunchFailure failure = catchThrowableOfType(LaunchFailure.class, () -> folder().files());
        assertThat(failure.error()).isEqualTo(CommandError.INVALID_CONFIGURATION);
        assertThat(failure).hasMessageContaining(" has mode 0777").hasMessageContaining("chmod go-w");
    }
}
