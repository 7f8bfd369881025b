// SPDX-License-Identifier: Apache-2.0
package io.ingot.common.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

class ConfiguredSecretTest {
    private static final String PROPERTY = "io.ingot.toy/passwordFile";

    private final Logger logger = (Logger) LoggerFactory.getLogger("io.ingot.toy");
    private final ListAppender<ILoggingEvent> appender = new ListAppender<>();

    @TempDir
    Path folder;

    @BeforeEach
    void listen() {
        appender.start();
        logger.addAppender(appender);
    }

    @AfterEach
    void leave() {
        logger.detachAppender(appender);
    }

    @Test
    void secretIsAbsentWithoutFileAndText() {
        assertThat(ConfiguredSecret.of(PROPERTY, " ", "")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"hunter2", "nul\0hunter2", "~/hunter2"})
    void secretInsteadOfAFileNameIsNotShown(String secret) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ConfiguredSecret.of(PROPERTY, secret, ""))
                .withMessageContaining(PROPERTY + " must be the absolute path")
                .withMessageNotContaining("hunter2");
    }

    @Test
    void secretInClearTextCausesAWarningThatDoesNotShowIt() throws Exception {
        assertThat(ConfiguredSecret.of(PROPERTY, "", "hunter2").orElseThrow().read())
                .isEqualTo(Secret.of("hunter2"));

        assertThat(logged())
                .singleElement()
                .asString()
                .contains("io.ingot.toy/.password", PROPERTY, "cm:getConfiguration")
                .doesNotContain("hunter2");
    }

    @Test
    void fileAndTextTogetherAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ConfiguredSecret.of(PROPERTY, "/etc/secret", "hunter2"))
                .withMessageContainingAll(PROPERTY, "io.ingot.toy/.password")
                .withMessageNotContaining("hunter2");
    }

    @Test
    void propertyOfAFactoryConfigurationIsNamedWithIt() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ConfiguredSecret.of("io.ingot.toy~mirror/tokenFile", "/etc/secret", "hunter2"))
                .withMessageContaining("io.ingot.toy~mirror/.token");
    }

    @Test
    void fileIsReadAtEachUse() throws Exception {
        Path file = write("before\n");
        SecretReader reader = reader(file);
        assertThat(reader.read()).isEqualTo(Secret.of("before"));

        Files.writeString(file, "after");

        assertThat(reader.read()).isEqualTo(Secret.of("after"));
    }

    @Test
    void unreadableFileIsAnInvalidConfiguration() {
        ImageException failure = catchThrowableOfType(
                ImageException.class, () -> reader(folder.resolve("none")).read());

        assertThat(failure.code()).isEqualTo(ErrorCode.INVALID_CONFIGURATION);
        assertThat(failure)
                .hasMessage(PROPERTY + ": cannot read the secret in " + folder.resolve("none")
                        + ": no such file or directory");
    }

    @Test
    void fileThatEveryUserMayReadIsWarnedAboutOnce() throws Exception {
        Path file = write("hunter2");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        SecretReader reader = reader(file);

        reader.read();
        reader.read();

        assertThat(logged())
                .singleElement()
                .asString()
                .contains(PROPERTY, file.toString(), "chmod o-r")
                .doesNotContain("hunter2");
    }

    @Test
    void privateFileIsNotWarnedAbout() throws Exception {
        Path file = write("hunter2");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));

        reader(file).read();

        assertThat(logged()).isEmpty();
    }

    private Path write(String text) throws IOException {
        return Files.writeString(folder.resolve("secret"), text);
    }

    private static SecretReader reader(Path file) {
        return ConfiguredSecret.of(PROPERTY, file.toString(), "").orElseThrow();
    }

    private List<String> logged() {
        return appender.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }
}
