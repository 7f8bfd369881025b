// SPDX-License-Identifier: Apache-2.0
package io.ingot.console.internal.output;

import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The terminal that this process was started on, as far as Java can detect it. */
final class ProcessTerminal {
    private static final Duration TIMEOUT = Duration.ofMillis(500);
    private static final Duration CACHE_TIME = Duration.ofSeconds(5);
    private static final Pattern SIZE = Pattern.compile("[0-9]{1,5} ([0-9]{1,5})\\s*");
    private static final int MAX_BYTES = 64;

    private static OptionalInt measuredColumns = OptionalInt.empty(); // guarded by the class, like measuredAt
    private static long measuredAt = System.nanoTime() - CACHE_TIME.toNanos() - 1;

    private ProcessTerminal() {}

    static boolean isDumb() {
        return "dumb".equals(System.getenv("TERM"));
    }

    /**
     * Whether a file descriptor is a terminal, according to {@code /proc}; false without it. {@link System#console()}
     * tells nothing about standard error, and on some Java releases exists without a terminal.
     */
    static boolean isTerminal(int descriptor) {
        try {
            String target = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor))
                    .toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    /**
     * Returns the columns of the terminal on standard error: at most {@code COLUMNS}, and at most those of
     * the terminal.
     */
    static int width() {
        OptionalInt configured = TerminalWidth.parse(System.getenv("COLUMNS"));
        OptionalInt actual = cachedColumns();
        if (configured.isPresent() && actual.isPresent()) {
            return Math.min(configured.getAsInt(), actual.getAsInt());
        }
        return configured.isPresent() ? configured.getAsInt() : actual.orElse(TerminalWidth.DEFAULT);
    }

    /**
     * Returns the measured columns, which are cached for a short time: a window may change its size, but measuring for
     * each line of progress is too expensive.
     */
    private static synchronized OptionalInt cachedColumns() {
        if (System.nanoTime() - measuredAt > CACHE_TIME.toNanos()) {
            measuredColumns = measuredColumns();
            measuredAt = System.nanoTime();
        }
        return measuredColumns;
    }

    /**
     * Measures the columns with {@code stty} on the inherited standard error, since Java cannot ask a terminal for its
     * size.
     */
    private static OptionalInt measuredColumns() {
        try {
            Process stty = new ProcessBuilder("sh", "-c", "stty size <&2 2>/dev/null")
                    .redirectInput(Redirect.from(Path.of("/dev/null").toFile()))
                    .redirectError(Redirect.INHERIT)
                    .start();
            try (InputStream output = stty.getInputStream()) {
                return stty.waitFor(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
                        ? columns(output.readNBytes(MAX_BYTES))
                        : OptionalInt.empty();
            } finally {
                stty.destroyForcibly();
            }
        } catch (IOException | UnsupportedOperationException e) {
            return OptionalInt.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return OptionalInt.empty();
        }
    }

    private static OptionalInt columns(byte[] output) {
        Matcher size = SIZE.matcher(new String(output, StandardCharsets.US_ASCII));
        return size.matches() ? TerminalWidth.parse(size.group(1)) : OptionalInt.empty();
    }
}
