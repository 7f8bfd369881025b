// SPDX-License-Identifier: Apache-2.0
package io.ingot.common.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Detects the access control list of a file, which may let more users write than its mode. Java cannot read it; GNU
 * {@code ls} marks the mode of such a file with a plus sign.
 */
final class AccessList {
    /** A long line of {@code ls} without that mark; the dot marks a security context. */
    private static final Pattern UNMARKED = Pattern.compile("[a-z-][a-zA-Z-]{9}[. ]");

    private static final int MODE_LENGTH = 11;

    private AccessList() {}

    /** Returns whether a file has a list; also true if that is unknown, for instance without GNU {@code ls}. */
    static boolean mayBeOn(Path file) {
        return mayBeOn(file, "ls");
    }

    static boolean mayBeOn(Path file, String program) {
        List<String> command = List.of(
                program,
                "-ldLn",
                "--quoting-style=escape",
                "--",
                file.toAbsolutePath().toString());
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().clear();
        builder.environment().put("LC_ALL", "C");
        try {
            Process ls = builder.start();
            try (InputStream line = ls.getInputStream()) {
                return mayBeIn(new String(line.readNBytes(MODE_LENGTH), StandardCharsets.US_ASCII));
            } finally {
                ls.destroyForcibly();
            }
        } catch (IOException e) {
            return true;
        }
    }

    /** Returns whether the beginning of a line of {@code ls -l} marks a list, or is malformed. */
    static boolean mayBeIn(String line) {
        return !UNMARKED.matcher(line).matches();
    }
}
