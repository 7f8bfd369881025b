// SPDX-License-Identifier: Apache-2.0
package io.ingot.runtime.internal.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class RepeatedWarningsTest {
    private final Logger log = (Logger) LoggerFactory.getLogger(RepeatedWarningsTest.class);
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final RepeatedWarnings complaints = new RepeatedWarnings(log);

    @BeforeEach
    void listen() {
        lines.start();
        log.addAppender(lines);
    }

    @Test
    void sameErrorIsLoggedOnce() {
        complaints.error("a", "a is bad");
        complaints.error("a", "a is bad");
        complaints.error("b", "b is bad");

        assertThat(lines.list).hasSize(2);
    }

    @Test
    void errorIsLoggedAgainIfItChangedOrWasClearedOrForgotten() {
        complaints.error("a", "a is bad");
        complaints.error("a", "a is worse");
        complaints.clear("a");
        complaints.error("a", "a is worse");
        complaints.retain(Set.of("b"));
        complaints.error("a", "a is worse");

        assertThat(lines.list).hasSize(4);
    }
}
