// SPDX-License-Identifier: Apache-2.0
package io.ingot.runtime.internal.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.lang.reflect.Proxy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.osgi.service.log.LogService;
import org.slf4j.LoggerFactory;

class LogBridgeTest {
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final LogService service = LogBridge.service("org.toy");

    @BeforeEach
    void listen() {
        root.setLevel(Level.INFO);
        lines.start();
        root.addAppender(lines);
    }

    @AfterEach
    void stop() {
        root.detachAppender(lines);
    }

    private String only() {
        assertThat(lines.list).hasSize(1);
        ILoggingEvent line = lines.list.get(0);
        return line.getLevel() + " " + line.getLoggerName() + " " + line.getFormattedMessage();
    }

    @Test
    void levelsByNumberAreLevelsByName() {
        callOld(2, "careful");

        assertThat(only()).isEqualTo("WARN org.toy careful");
    }

    @SuppressWarnings("deprecation") // what Configuration Admin and File Install call
    private void callOld(int level, String message) {
        service.log(level, message);
    }

    @Test
    void loggerHasTheRequestedName() {
        service.getLogger("a.b").error("it is {}, {}", 1, 2);

        assertThat(only()).isEqualTo("ERROR a.b it is 1, 2");
    }

    @Test
    void rootLoggerHasTheNameOfTheBundle() {
        service.getLogger(org.osgi.service.log.Logger.ROOT_LOGGER_NAME).info("up");

        assertThat(only()).isEqualTo("INFO org.toy up");
    }

    @Test
    void loggerForAnotherBundleIsBelowTheNameOfTheRequestingBundle() {
        service.getLogger(bundle(), "a.b", org.osgi.service.log.Logger.class).error("its component failed");

        assertThat(only()).isEqualTo("ERROR org.toy.a.b its component failed");
    }

    private static Bundle bundle() {
        return (Bundle) Proxy.newProxyInstance(
                LogBridgeTest.class.getClassLoader(), new Class<?>[] {Bundle.class}, (proxy, method, arguments) -> {
                    throw new UnsupportedOperationException(method.getName());
                });
    }

    @Test
    void exceptionIsLoggedAsItsInnermostCauseWithoutATrace() {
        service.getLogger("a")
                .warn("failed", new IllegalStateException("outer", new IllegalArgumentException("inner")));

        assertThat(only()).isEqualTo("WARN a failed: java.lang.IllegalArgumentException: inner");
        assertThat(lines.list.get(0).getThrowableProxy()).isNull();
    }

    @Test
    void levelsAreThoseOfTheLog() {
        assertThat(service.getLogger("a").isInfoEnabled()).isTrue();
        assertThat(service.getLogger("a").isDebugEnabled()).isFalse();
        assertThat(service.getLogger("a").getName()).isEqualTo("a");
    }
}
