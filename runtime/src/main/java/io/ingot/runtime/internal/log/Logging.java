// SPDX-License-Identifier: Apache-2.0
package io.ingot.runtime.internal.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.filter.ThresholdFilter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.joran.spi.ConsoleTarget;
import ch.qos.logback.core.rolling.FixedWindowRollingPolicy;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeBasedTriggeringPolicy;
import ch.qos.logback.core.util.FileSize;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.slf4j.LoggerFactory;

/**
 * Configures logging: to standard error, and to a file as well for {@code ingot run}; never to standard output. Done in
 * code, since reading a configuration file takes longer than the rest of the set-up.
 */
public final class Logging {
    /** Replaces line breaks, with which a message could forge log lines. */
    private static final String MESSAGE = "%replace(%msg){'[\\r\\n]+', ' | '}";

    private static final String TERMINAL = "%-5level %logger{0}: " + MESSAGE + "%n";
    /** Replaces the names of Gogo's threads, which are whole command lines, secrets included. */
    private static final String THREAD = "%replace(%thread){'(?s)^pipe-.*', 'shell'}";

    private static final String FILE =
            "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %-5level [" + THREAD + "] %logger: " + MESSAGE + "%n";
    private static final String FILE_SIZE = "10MB";
    private static final int FILES = 5;

    private final LoggerContext context;

    private Logging(LoggerContext context) {
        this.context = context;
    }

    /**
     * Sends log lines to standard error.
     *
     * @param verbosity below 0 errors only, 0 warnings, 1 also INFO, 2 and more also DEBUG
     */
    public static void toStandardError(int verbosity) {
        Logging logging = new Logging((LoggerContext) LoggerFactory.getILoggerFactory());
        logging.start(terminal(verbosity), logging.standardError());
    }

    /** Sends log lines to a file of bounded size, and those that the verbosity selects to standard error. */
    public static void toFile(Path path, int verbosity) {
        Logging logging = new Logging((LoggerContext) LoggerFactory.getILoggerFactory());
        Level terminal = terminal(verbosity);
        ThresholdFilter threshold = new ThresholdFilter();
        threshold.setLevel(terminal.toString());
        threshold.start();
        OutputStreamAppender<ILoggingEvent> standardError = logging.standardError();
        standardError.addFilter(threshold);
        Level file = terminal.isGreaterOrEqual(Level.INFO) ? Level.INFO : terminal;
        logging.start(file, standardError, logging.file(path));
    }

    private static Level terminal(int verbosity) {
        return switch (verbosity) {
            case -1 -> Level.ERROR;
            case 0 -> Level.WARN;
            case 1 -> Level.INFO;
            default -> Level.DEBUG;
        };
    }

    @SafeVarargs
    private void start(Level level, OutputStreamAppender<ILoggingEvent>... appenders) {
        context.reset();
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.setLevel(level.isGreaterOrEqual(Level.INFO) ? level : Level.INFO);
        context.getLogger("io.ingot").setLevel(level);
        context.getLogger("org.apache.felix.scr").setLevel(Level.WARN);
        for (OutputStreamAppender<ILoggingEvent> appender : appenders) {
            appender.start();
            root.addAppender(appender);
        }
    }

    private OutputStreamAppender<ILoggingEvent> standardError() {
        ConsoleAppender<ILoggingEvent> appender = new ConsoleAppender<>();
        appender.setContext(context);
        appender.setTarget(ConsoleTarget.SystemErr.getName());
        appender.setEncoder(encoder(TERMINAL));
        return appender;
    }

    private OutputStreamAppender<ILoggingEvent> file(Path file) {
        RollingFileAppender<ILoggingEvent> appender = new RollingFileAppender<>();
        appender.setContext(context);
        appender.setFile(file.toString());
        appender.setEncoder(encoder(FILE));
        FixedWindowRollingPolicy rolling = new FixedWindowRollingPolicy();
        rolling.setContext(context);
        rolling.setParent(appender);
        rolling.setFileNamePattern(file + ".%i");
        rolling.setMaxIndex(FILES);
        rolling.start();
        SizeBasedTriggeringPolicy<ILoggingEvent> size = new SizeBasedTriggeringPolicy<>();
        size.setContext(context);
        size.setMaxFileSize(FileSize.valueOf(FILE_SIZE));
        size.start();
        appender.setRollingPolicy(rolling);
        appender.setTriggeringPolicy(size);
        return appender;
    }

    private PatternLayoutEncoder encoder(String pattern) {
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setCharset(StandardCharsets.UTF_8);
        encoder.setPattern(pattern);
        encoder.start();
        return encoder;
    }
}
