// SPDX-License-Identifier: Apache-2.0
package io.ingot.common.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class CurrentSettingsTest {
    private final Logger logger = (Logger) LoggerFactory.getLogger("io.ingot.toy");
    private final ListAppender<ILoggingEvent> appender = new ListAppender<>();
    private final CurrentSettings<Integer> settings = new CurrentSettings<>("io.ingot.toy");

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
    void missingConfigurationIsReported() {
        assertThat(failure()).hasMessage("io.ingot.toy is not configured yet");
        assertThat(settings.current()).isEmpty();
    }

    @Test
    void invalidConfigurationFailsEveryRequestWithTheReason() {
        assertThat(settings.update(this::invalid)).isFalse();

        assertThat(failure()).hasMessage("the configuration io.ingot.toy is wrong: size must be positive, was -1");
        assertThat(settings.problem()).isEqualTo(failure().getMessage());
        assertThat(logged())
                .containsExactly("the configuration io.ingot.toy is wrong: size must be positive, was -1; "
                        + "requests fail until it is corrected");
    }

    @Test
    void invalidChangeLeavesThePreviousSettings() throws Exception {
        settings.update(() -> 7);

        assertThat(settings.update(this::invalid)).isFalse();

        assertThat(settings.get()).isEqualTo(7);
        assertThat(logged()).singleElement().asString().endsWith("; the previous configuration stays in effect");
    }

    @Test
    void correctedConfigurationTakesEffect() throws Exception {
        settings.update(this::invalid);

        assertThat(settings.update(() -> 8)).isTrue();

        assertThat(settings.get()).isEqualTo(8);
        assertThat(settings.current()).contains(8);
    }

    @Test
    void valueOfAnotherTypeIsInvalidToo() {
        settings.update(() -> {
            throw new ClassCastException("expected one number, was a list");
        });

        assertThat(failure()).hasMessageContaining("expected one number, was a list");
    }

    private Integer invalid() {
        throw new IllegalArgumentException("size must be positive, was -1");
    }

    private ImageException failure() {
        ImageException failure = catchThrowableOfType(ImageException.class, settings::get);
        assertThat(failure.code()).isEqualTo(ErrorCode.INVALID_CONFIGURATION);
        return failure;
    }

    private List<String> logged() {
        return appender.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }
}
