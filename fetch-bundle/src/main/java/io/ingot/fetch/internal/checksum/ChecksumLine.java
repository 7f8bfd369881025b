// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.checksum;

import io.ingot.image.Checksum;
import io.ingot.image.ImageException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A line of a checksum file that has a checksum.
 *
 * @param number of the line, from 1
 * @param path the name beside it, as the line has it but without escapes; empty if there is none
 */
record ChecksumLine(int number, Checksum checksum, String path) {
    private static final Set<String> STANDARD_INPUT = Set.of("-", "stdin");
    private static final Pattern SHA2 = Pattern.compile("(?i)sha2-(?=[0-9])");
    private static final String GNU_TEXT = "  ";
    private static final String GNU_BINARY = " *";

    /** Whether no name stands beside the checksum. */
    boolean bare() {
        return path.isEmpty();
    }

    /**
     * Reads {@code HEX  NAME} and {@code HEX *NAME} as GNU coreutils write them, {@code ALGORITHM (NAME) = HEX} as BSD
     * does, {@code ALGORITHM(NAME)= HEX} as OpenSSL does, or a checksum alone, as which that of standard input counts. A
     * backslash before all of it says that the name is escaped.
     *
     * @return absent if it is none of them
     */
    static Optional<ChecksumLine> parse(int number, String line) {
        String text = line.strip();
        boolean escaped = text.startsWith("\\");
        Optional<ChecksumLine> read = read(number, escaped ? text.substring(1) : text);
        return escaped ? read.map(ChecksumLine::unescaped) : read.map(ChecksumLine::withoutStandardInput);
    }

    private ChecksumLine withoutStandardInput() {
        return STANDARD_INPUT.contains(path) ? new ChecksumLine(number, checksum, "") : this;
    }

    private static Optional<ChecksumLine> read(int number, String text) {
        return tagged(number, text).or(() -> plain(number, text));
    }

    private static Optional<ChecksumLine> tagged(int number, String text) {
        int equals = text.lastIndexOf('=');
        int open = text.indexOf('(');
        int close = text.lastIndexOf(')', equals);
        if (open <= 0 || close <= open || !text.substring(close + 1, equals).isBlank()) {
            return Optional.empty();
        }
        String algorithm = SHA2.matcher(text.substring(0, open).strip()).replaceFirst("sha");
        return checksum(algorithm + ":" + text.substring(equals + 1).strip())
                .map(sum -> new ChecksumLine(number, sum, text.substring(open + 1, close)));
    }

    private static Optional<ChecksumLine> plain(int number, String text) {
        int blank = blank(text);
        return checksum(text.substring(0, blank))
                .map(sum -> new ChecksumLine(number, sum, name(text.substring(blank))));
    }

    private static int blank(String text) {
        int index = 0;
        while (index < text.length() && text.charAt(index) != ' ' && text.charAt(index) != '\t') {
            index++;
        }
        return index;
    }

    /** Where it is written as GNU does, an asterisk of the name itself is told from the mark of a binary file. */
    private static String name(String rest) {
        if (rest.startsWith(GNU_TEXT) || rest.startsWith(GNU_BINARY)) {
            return rest.substring(GNU_TEXT.length()).stripLeading();
        }
        String name = rest.stripLeading();
        return name.startsWith("*") ? name.substring(1) : name;
    }

    private static Optional<Checksum> checksum(String text) {
        try {
            return Optional.of(Checksum.parse(text.toLowerCase(Locale.ROOT)));
        } catch (ImageException e) {
            return Optional.empty();
        }
    }

    private ChecksumLine unescaped() {
        StringBuilder name = new StringBuilder();
        for (int index = 0; index < path.length(); index++) {
            char character = path.charAt(index);
            if (character == '\\' && index + 1 < path.length()) {
                index++;
                name.append(
                        switch (path.charAt(index)) {
                            case 'n' -> '\n';
                            case 'r' -> '\r';
                            default -> path.charAt(index);
                        });
            } else {
                name.append(character);
            }
        }
        return new ChecksumLine(number, checksum, name.toString());
    }
}
