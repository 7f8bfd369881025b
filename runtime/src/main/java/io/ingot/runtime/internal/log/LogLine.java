// SPDX-License-Identifier: Apache-2.0
package io.ingot.runtime.internal.log;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.event.Level;

/** A log line of the framework or one of its bundles. */
final class LogLine {
    private LogLine() {}

    /** Writes a line with the innermost cause of an exception; the stack trace is logged at {@code DEBUG}. */
    static void write(Logger log, Level level, String message, @Nullable Throwable thrown) {
        if (thrown == null) {
            log.atLevel(level).log("{}", message);
        } else {
            log.atLevel(level).log("{}: {}", message, innermost(thrown).toString());
            log.debug("{}", message, thrown);
        }
    }

    /** Converts a level of the OSGi Log Service, 1 to 4. */
    static Level level(int osgi) {
        return switch (osgi) {
            case 1 -> Level.ERROR;
            case 2 -> Level.WARN;
            case 3 -> Level.INFO;
            default -> Level.DEBUG;
        };
    }

    private static Throwable innermost(Throwable thrown) {
        Throwable innermost = thrown;
        while (innermost.getCause() != null && innermost.getCause() != innermost) {
            innermost = innermost.getCause();
        }
        return innermost;
    }
}
