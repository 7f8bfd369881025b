// SPDX-License-Identifier: Apache-2.0
package io.ingot.common.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The access control list of a file, which may let more users write than its mode names. Java cannot read it; GNU
 * {@code ls} marks the mode of a file that has one with a plus sign.
 */
final class AccessList {
    /** A long line of {@code ls} without that mark; the dot is a security context. */
    private static final Pattern WITHOUT = Pattern.compile("[a-z-][a-zA-Z-]{9}[. ]");

    private static final int SHOWN = 11;

    private AccessList() {}

    /** Whether a file has one; also true if that is not known, as where {@code ls} is not that of GNU. */
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
                return mayBeIn(new String(line.readNBytes(SHOWN), StandardCharsets.US_ASCII));
            } finally {
                ls.destroyForcibly();
            }
        } catch (IOException e) {
            return true;
        }
    }

    /** Whether the beginning of a line of {@code ls -l} shows one, or is not one. */
    static boolean mayBeIn(String line) {
        return !WITHOUT.matcher(line).matches();
    }
}
