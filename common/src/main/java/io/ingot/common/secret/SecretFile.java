// SPDX-License-Identifier: Apache-2.0
package io.ingot.common.secret;

import io.ingot.common.file.TrustedFile;
import io.ingot.image.Secret;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** Reads a file that contains only a secret: one line of UTF-8 without control characters. */
public final class SecretFile {
    /** The maximum size of the file. */
    public static final int MAX_BYTES = 64 * 1024;

    private static final Pattern LAST_LINE_END = Pattern.compile("\r?\n\\z");

    private SecretFile() {}

    /**
     * Reads a file that a configuration names. Does not open a pipe.
     *
     * @return the line, without its terminator
     * @throws FileSystemException if other users can change the file, or it does not contain exactly one line
     * @throws IOException if the file does not exist or cannot be read
     */
    public static Secret read(Path file) throws IOException {
        return secret(file, TrustedFile.text(file, MAX_BYTES));
    }

    /**
     * Reads a file that a command line names, which may be a pipe, such as a shell's {@code <(…)}.
     *
     * @return the line, without its terminator
     * @throws FileSystemException if other users can change the file, or it does not contain exactly one line
     * @throws IOException if the file does not exist or cannot be read
     */
    public static Secret readFileOrPipe(Path file) throws IOException {
        return secret(file, TrustedFile.textOfFileOrPipe(file, MAX_BYTES));
    }

    private static Secret secret(Path file, String text) throws FileSystemException {
        String line = LAST_LINE_END.matcher(text).replaceFirst("");
        if (line.isEmpty()) {
            throw new FileSystemException(file.toString(), null, "the file is empty");
        }
        if (line.codePoints().anyMatch(Character::isISOControl)) {
            throw new FileSystemException(file.toString(), null, "more than one line, or a control character");
        }
        return Secret.of(line);
    }
}
