// SPDX-License-Identifier: Apache-2.0
package io.ingot.runtime.internal.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.ingot.image.ErrorCode;
import io.ingot.runtime.internal.launch.Failure;
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

    private static final Target TARGET = Target.parse("p");
    private static final Definitions NONE = Definitions.ofJars(List.of());

    private static String only(Path file) throws Failure {
        assertThat(new ConfigurationFile(file).read(TARGET)).hasSize(1);
        return new ConfigurationFile(file).read(TARGET).get(0).value();
    }

    @Test
    void nameSaysWhomItIsFor() throws Exception {
        assertThat(ConfigurationFile.target(Path.of("io.a.cfg"), NONE)).isEqualTo(new Target("io.a", Optional.empty()));
        assertThat(ConfigurationFile.target(Path.of("io.a~b.cfg"), NONE))
                .isEqualTo(new Target("io.a", Optional.of("b")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"~b.cfg", "io.a~.cfg"})
    void nameThatSaysNothingIsRefused(String name) {
        Failure failure = catchThrowableOfType(Failure.class, () -> ConfigurationFile.target(Path.of(name), NONE));

        assertThat(failure.code()).isEqualTo(ErrorCode.INVALID_CONFIGURATION);
        assertThat(failure).hasMessageContaining(name);
    }

    @Test
    void commentsAndContinuedLinesAreThoseOfProperties() throws Exception {
        assertThat(only(write("p.cfg", "# a comment\nlist = /a,\\\n    /b\n"))).isEqualTo("/a,/b");
    }

    @Test
    void escapedCommaStaysEscapedHoweverItIsWritten() throws Exception {
        assertThat(only(write("p.cfg", "list = /a\\,b\n"))).isEqualTo("/a\\,b");
        assertThat(only(write("p.cfg", "list = /a\\\\,b\n"))).isEqualTo("/a\\,b");
    }

    @Test
    void umlautsAreUtf8() throws Exception {
        assertThat(only(write("p.cfg", "name = Müller\n"))).isEqualTo("Müller");
    }

    @Test
    void propertyThatIsThereTwiceIsRefused() throws Exception {
        refused(write("p.cfg", "a = 1\na = 2\n"), "a is there twice");
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

    private static void refused(Path file, String why) {
        Failure failure = catchThrowableOfType(Failure.class, () -> new ConfigurationFile(file).read(TARGET));

        assertThat(failure.code()).isEqualTo(ErrorCode.INVALID_CONFIGURATION);
        assertThat(failure).hasMessageContaining(file.toString()).hasMessageContaining(why);
    }

    @Test
    void onlyVisibleCfgFilesAreRead() throws Exception {
        write("b.cfg", "");
        write("a.cfg", "");
        write(".a.cfg", "");
        write("a.cfg~", "");
        write("gosh_profile", "");

        assertThat(ConfigurationFile.in(etc))
                .extracting(Path::getFileName)
                .map(Path::toString)
                .containsExactly("a.cfg", "b.cfg");
    }

    @Test
    void folderThatIsNotThereHasNone() throws Exception {
        assertThat(ConfigurationFile.in(etc.resolve("none"))).isEmpty();
    }
}
