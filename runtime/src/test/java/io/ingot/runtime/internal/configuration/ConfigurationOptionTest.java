// SPDX-License-Identifier: Apache-2.0
package io.ingot.runtime.internal.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.ingot.common.command.CommandError;
import io.ingot.runtime.internal.home.LaunchFailure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigurationOptionTest {
    @TempDir
    private Path folder;

    @Test
    void keyIsPidAndProperty() throws Exception {
        Setting setting = ConfigurationOption.read("io.ingot.fetch/retries=5");

        assertThat(setting.target()).isEqualTo(new ConfigurationTarget("io.ingot.fetch", Optional.empty()));
        assertThat(setting.property()).isEqualTo("retries");
        assertThat(setting.value()).isEqualTo("5");
    }

    @Test
    void keyNamesTheInstanceOfAFactory() throws Exception {
        assertThat(ConfigurationOption.read("io.a~b/c=d").target())
                .isEqualTo(new ConfigurationTarget("io.a", Optional.of("b")));
    }

    @Test
    void valueMayContainTheSeparatorsOfTheKey() throws Exception {
        assertThat(ConfigurationOption.read("io.a/b=http://c/?d=e").value()).isEqualTo("http://c/?d=e");
        assertThat(ConfigurationOption.read("io.a/b=").value()).isEmpty();
    }

    @Test
    void valueIsReadFromAFileWithoutItsLastLineBreak() throws Exception {
        Path file = Files.writeString(folder.resolve("secret"), "s3cret\n");

        Setting setting = ConfigurationOption.read("io.a/.password=@" + file);

        assertThat(setting.value()).isEqualTo("s3cret");
        assertThat(setting.clear()).isFalse();
    }

    @Test
    void missingFileIsNamed() {
        Path none = folder.resolve("none");

        LaunchFailure failure =
                catchThrowableOfType(LaunchFailure.class, () -> ConfigurationOption.read("io.a/b=@" + none));

        assertThat(failure.error()).isEqualTo(CommandError.INVALID_CONFIGURATION);
        assertThat(failure).hasMessageContaining("io.a/b").hasMessageContaining(none.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "io.a", "io.a/b", "io.a=b", "/b=c", "io.a/=c", "~x/b=c", "io.a~/b=c"})
    void malformedOptionIsAnErrorOfUsage(String text) {
        LaunchFailure failure = catchThrowableOfType(LaunchFailure.class, () -> ConfigurationOption.read(text));

        assertThat(failure.error()).isEqualTo(CommandError.USAGE);
    }
}
