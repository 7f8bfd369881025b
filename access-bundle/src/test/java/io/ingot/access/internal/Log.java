// SPDX-License-Identifier: Apache-2.0
package io.ingot.access.internal;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.slf4j.LoggerFactory;

/** Captures the log events of a package while it is open. */
public final class Log implements AutoCloseable {
    private final Logger logger = (Logger) LoggerFactory.getLogger("io.ingot.access");
    private final ListAppender<ILoggingEvent> events = new ListAppender<>();

    public Log() {
        events.start();
        logger.addAppender(events);
    }

    public List<String> at(Level level) {
        return List.copyOf(events.list).stream()
                .filter(event -> event.getLevel().equals(level))
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }

    @Override
    public void close() {
        logger.detachAppender(events);
    }
}
