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
 * The inodes of a file system: each file needs one, and a file system that has none left says the same as one without
 * space. Java cannot ask for their number, {@code stat} can. Asked after a failure only.
 */
final class Inodes {
    private static final Logger LOG = LoggerFactory.getLogger(Inodes.class);
    private static final Pattern TOTAL_AND_FREE = Pattern.compile("([0-9]{1,20}) ([0-9]{1,20})\\s*");
    private static final int LONGEST_ANSWER = 64;
    private static final long PATIENCE_SECONDS = 2;

    private final List<String> program;

    Inodes() {
        this(List.of("stat", "-f", "-c", "%c %d", "--"));
    }

    /** @param program prints both numbers of the file system of the path that is its last argument */
    Inodes(List<String> program) {
        this.program = List.copyOf(program);
    }

    /** What is known of the free inodes of a file system. */
    enum Left {
        /** There are some. */
        SOME,
        /** There are none. */
        NONE,
        /** It has no fixed number of them, or does not say. */
        UNKNOWN
    }

    /** Looks at the file system of a folder. */
    Left left(Path folder) {
        try {
            return left(answer(folder));
        } catch (IOException e) {
            LOG.debug("the free inodes of {} are not known", folder, e);
            return Left.UNKNOWN;
        }
    }

    private static Left left(String answer) {
        Matcher numbers = TOTAL_AND_FREE.matcher(answer);
        if (!numbers.matches() || isZero(numbers.group(1))) {
            return Left.UNKNOWN;
        }
        return isZero(numbers.group(2)) ? Left.NONE : Left.SOME;
    }

    private static boolean isZero(String digits) {
        return digits.chars().allMatch(digit -> digit == '0');
    }

    private String answer(Path folder) throws IOException {
        List<String> command = new ArrayList<>(program);
        command.add(folder.toString());
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        Process stat = builder.start();
        try {
            if (!stat.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                return "";
            }
            return new String(stat.getInputStream().readNBytes(LONGEST_ANSWER), StandardCharsets.US_ASCII);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        } finally {
            stat.destroyForcibly();
        }
    }
}
