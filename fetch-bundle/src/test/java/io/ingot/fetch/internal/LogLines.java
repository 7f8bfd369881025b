// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.slf4j.LoggerFactory;

/** The lines of a class, or of the whole bundle, as they are logged. */
final class LogLines implements AutoCloseable {
    private final Logger logger;
    private final ListAppender<ILoggingEvent> appender = new ListAppender<>();

    private LogLines(Logger logger) {
        this.logger = logger;
        logger.setLevel(Level.TRACE);
        appender.start();
        logger.addAppender(appender);
    }

    static LogLines of(Class<?> type) {
        String name = type == FetchEngine.class ? "io.ingot.fetch" : type.getName();
        return new LogLines((Logger) LoggerFactory.getLogger(name));
    }

    static LogLines named(String logger) {
        return new LogLines((Logger) LoggerFactory.getLogger(logger));
    }

    List<String> lines() {
        return List.copyOf(appender.list).stream()
                .map(event -> event.getLevel() + " " + event.getFormattedMessage()
                        + (event.getThrowableProxy() == null
                                ? ""
                                : " " + event.getThrowableProxy().getMessage()))
                .toList();
    }

    @Override
    public void close() {
        logger.detachAppender(appender);
        logger.setLevel(null);
    }
}
