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

/** The terminal that this process was started on, as far as Java can know it. */
final class ProcessTerminal {
    private static final Duration PATIENCE = Duration.ofMillis(500);
    private static final Duration REMEMBERED = Duration.ofSeconds(5);
    private static final Pattern SIZE = Pattern.compile("[0-9]{1,5} ([0-9]{1,5})\\s*");
    private static final int MOST_BYTES = 64;

    private static OptionalInt measured = OptionalInt.empty(); // guarded by the class, as is the next
    private static long measuredAt = System.nanoTime() - REMEMBERED.toNanos() - 1;

    private ProcessTerminal() {}

    static boolean dumb() {
        return "dumb".equals(System.getenv("TERM"));
    }

    /**
     * Looks where a descriptor leads. {@link System#console()} says nothing of standard error, and on some releases is
     * there without any terminal. Without {@code /proc}, it is none.
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

    /** The columns of the terminal that is standard error: never more than {@code COLUMNS} says, nor than it has. */
    static int width() {
        OptionalInt said = TerminalWidth.parse(System.getenv("COLUMNS"));
        OptionalInt has = remembered();
        if (said.isPresent() && has.isPresent()) {
            return Math.min(said.getAsInt(), has.getAsInt());
        }
        return said.isPresent() ? said.getAsInt() : has.orElse(TerminalWidth.DEFAULT);
    }

    /** A window may change its size, but not so often that each line of progress would ask for it. */
    private static synchronized OptionalInt remembered() {
        if (System.nanoTime() - measuredAt > REMEMBERED.toNanos()) {
            measured = measured();
            measuredAt = System.nanoTime();
        }
        return measured;
    }

    /** Java cannot ask a terminal for its size: {@code stty} does, on the descriptor that it inherits. */
    private static OptionalInt measured() {
        try {
            Process stty = new ProcessBuilder("sh", "-c", "stty size <&2 2>/dev/null")
                    .redirectInput(Redirect.from(Path.of("/dev/null").toFile()))
                    .redirectError(Redirect.INHERIT)
                    .start();
            try (InputStream answer = stty.getInputStream()) {
                return stty.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                        ? columns(answer.readNBytes(MOST_BYTES))
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

    private static OptionalInt columns(byte[] answer) {
        Matcher size = SIZE.matcher(new String(answer, StandardCharsets.US_ASCII));
        return size.matches() ? TerminalWidth.parse(size.group(1)) : OptionalInt.empty();
    }
}
