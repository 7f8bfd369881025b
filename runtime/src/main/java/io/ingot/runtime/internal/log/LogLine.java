// SPDX-License-Identifier: Apache-2.0
package io.ingot.runtime.internal.log;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.event.Level;

/** A line that the framework or one of its own bundles logs. */
final class LogLine {
    private LogLine() {}

    /** Writes one line; what was thrown is told by its innermost cause, its trace is for {@code DEBUG}. */
    static void write(Logger log, Level level, String message, @Nullable Throwable thrown) {
        if (thrown == null) {
            log.atLevel(level).log("{}", message);
        } else {
            log.atLevel(level).log("{}: {}", message, innermost(thrown).toString());
            log.debug("{}", message, thrown);
        }
    }

    /** A level of the Log Service of OSGi, 1 to 4. */
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
