// SPDX-License-Identifier: Apache-2.0
package io.ingot.runtime.internal.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.runtime.internal.file.Users;
import io.ingot.runtime.internal.home.LaunchFailure;
import io.ingot.seeds.LinearWork;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinearConfigurationsTest {
    private static final ConfigurationTarget TARGET = ConfigurationTarget.parse("io.toy");

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"\\", ",", "\\,", "\\\\,", "a", "a=b\n", "#\n", "\\u0041", " ", "\\\n", "=", "\n"})
    void fileIsReadInLinearTime(String repeated) {
        for (String begin : new String[] {"", "a="}) {
            LinearWork.assertLinearMemory(begin + repeated, 2_000, count -> {
                Path file = written(begin + repeated.repeat(count));
                return () -> assertThat(settings(file)).hasSizeLessThanOrEqualTo(1);
            });
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"=", "/", "a/", "~", "a.", "-", "http:u@"})
    void optionIsReadInLinearTime(String repeated) {
        for (String begin : new String[] {"", "io.toy/a=", "io.toy/"}) {
            LinearWork.assertLinearMemory(begin + repeated, 2_000, count -> () -> {
                try {
                    assertThat(ConfigurationOption.read(begin + repeated.repeat(count))
                                    .printable())
                            .hasSizeLessThan(1_000);
                } catch (LaunchFailure e) {
                    assertThat(e).message().hasSizeLessThan(1_000);
                }
            });
        }
    }

    private Path written(String text) {
        try {
            return Files.writeString(folder.resolve("io.toy.cfg"), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Setting> settings(Path file) {
        try {
            return new ConfigurationFile(file, Users.trustOf(file)).read(TARGET);
        } catch (LaunchFailure e) {
            assertThat(e).message().isNotEmpty();
            return List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
