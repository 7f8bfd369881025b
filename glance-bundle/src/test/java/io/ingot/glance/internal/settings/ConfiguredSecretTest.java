// SPDX-License-Identifier: Apache-2.0
package io.ingot.glance.internal.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class ConfiguredSecretTest {
    @Test
    void secretInThePlaceOfItsFilesNameIsNotShown() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ConfiguredSecret.of("io.ingot.glance/passwordFile", "hunter2", ""))
                .withMessageContaining("io.ingot.glance/passwordFile must be the absolute path")
                .withMessageNotContaining("hunter2");
    }

    @Test
    void secretInClearIsWarnedAboutWithWhoCanSeeItAndWithoutBeingShown() {
        Logger logger = (Logger) LoggerFactory.getLogger(ConfiguredSecret.class);
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        logger.addAppender(log);
        logger.setLevel(Level.WARN);
        try {
            assertThat(ConfiguredSecret.of("io.ingot.glance/passwordFile", "", "hunter2"))
                    .isPresent();
        } finally {
            logger.setLevel(null);
            logger.detachAppender(log);
        }
        assertThat(log.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .singleElement()
                .asString()
                .contains("io.ingot.glance/passwordFile", "cm:getConfiguration")
                .doesNotContain("hunter2");
    }
}
