// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.destination;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The free inodes of a file system. Each file needs one, and a file system without free inodes fails with the same
 * error as one without space. Java has no API for them, so this runs {@code stat}, and only after a failure.
 */
final class Inodes {
    private static final Logger LOG = LoggerFactory.getLogger(Inodes.class);
    private static final Pattern TOTAL_AND_FREE = Pattern.compile("([0-9]{1,20}) ([0-9]{1,20})\\s*");
    private static final int MAX_OUTPUT_BYTES = 64;
    private static final long TIMEOUT_SECONDS = 2;

    private final List<String> program;

    Inodes() {
        this(List.of("stat", "-f", "-c", "%c %d", "--"));
    }

    /** @param program a command that prints the total and free inodes of the file system of its last argument */
    Inodes(List<String> program) {
        this.program = List.copyOf(program);
    }

    /** Whether a file system has free inodes. */
    enum FreeInodes {
        /** Some are free. */
        SOME,
        /** None are free. */
        NONE,
        /** The file system has no fixed number of inodes, or does not report it. */
        UNKNOWN
    }

    /** Returns whether the file system of a folder has free inodes. */
    FreeInodes free(Path folder) {
        try {
            return parse(output(folder));
        } catch (IOException e) {
            LOG.debug("cannot determine the free inodes of {}", folder, e);
            return FreeInodes.UNKNOWN;
        }
    }

    private static FreeInodes parse(String output) {
        Matcher numbers = TOTAL_AND_FREE.matcher(output);
        if (!numbers.matches() || isZero(numbers.group(1))) {
            return FreeInodes.UNKNOWN;
        }
        return isZero(numbers.group(2)) ? FreeInodes.NONE : FreeInodes.SOME;
    }

    private static boolean isZero(String digits) {
        return digits.chars().allMatch(digit -> digit == '0');
    }

    private String output(Path folder) throws IOException {
        List<String> command = new ArrayList<>(program);
        command.add(folder.toString());
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        Process stat = builder.start();
        try {
            if (!stat.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                return "";
            }
            return new String(stat.getInputStream().readNBytes(MAX_OUTPUT_BYTES), StandardCharsets.US_ASCII);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        } finally {
            stat.destroyForcibly();
        }
    }
}
