// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.checksum;

import io.ingot.image.Checksum;
import io.ingot.image.ImageException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a line of a checksum file may mean.
 *
 * @param number of the line, from 1
 * @param digest {@code HEX} or {@code ALGORITHM:HEX} in lower case, right or not
 * @param path the name beside it, as the line has it but without escapes; empty if there is none
 */
record WrittenLine(int number, String digest, String path) {
    private static final Set<String> STANDARD_INPUT = Set.of("-", "stdin");
    private static final Pattern SHA2 = Pattern.compile("(?i)sha2-(?=[0-9])");
    private static final String GNU_TEXT = "  ";
    private static final String GNU_BINARY = " *";

    /** More digits than a size or a time has; or the name of an algorithm before whatever there is. */
    private static final Pattern MEANT_AS_DIGEST =
            Pattern.compile("[0-9a-f]{21,}|(md[245]|sha|sha[0-9][0-9a-z_/-]*|blake[0-9a-z_-]*|b2[0-9a-z_-]*):.*");

    /**
     * The readings of a line, the likeliest first: {@code ALGORITHM (NAME) = HEX} as BSD writes it, {@code ALGORITHM(NAME)=
     * HEX} as OpenSSL does, {@code HEX  NAME} and {@code HEX *NAME} as GNU coreutils do, or a checksum alone, as which that
     * of standard input counts. A backslash before all of it says that the name is escaped.
     */
    static List<WrittenLine> readings(int number, String line) {
        String text = line.strip();
        boolean escaped = text.startsWith("\\");
        String inner = escaped ? text.substring(1) : text;
        return Stream.concat(tagged(number, inner).stream(), Stream.of(plain(number, inner)))
                .map(read -> escaped ? read.unescaped() : read.withoutStandardInput())
                .toList();
    }

    /**
     * The checksum.
     *
     * @throws ImageException INVALID_METADATA if it is none
     */
    Checksum checksum() throws ImageException {
        return Checksum.parse(digest);
    }

    /** Whether whoever wrote it meant a checksum, be it wrong. */
    boolean isMeantAsDigest() {
        return MEANT_AS_DIGEST.matcher(digest).matches();
    }

    private WrittenLine withoutStandardInput() {
        return STANDARD_INPUT.contains(path) ? new WrittenLine(number, digest, "") : this;
    }

    private static Optional<WrittenLine> tagged(int number, String text) {
        int equals = text.lastIndexOf('=');
        int open = text.indexOf('(');
        int close = text.lastIndexOf(')', equals);
        if (open <= 0 || close <= open || !text.substring(close + 1, equals).isBlank()) {
            return Optional.empty();
        }
        String algorithm = SHA2.matcher(text.substring(0, open).strip()).replaceFirst("sha");
        String digest = algorithm + ":" + text.substring(equals + 1).strip();
        return Optional.of(new WrittenLine(number, digest.toLowerCase(Locale.ROOT), text.substring(open + 1, close)));
    }

    private static WrittenLine plain(int number, String text) {
        int blank = blank(text);
        return new WrittenLine(number, text.substring(0, blank).toLowerCase(Locale.ROOT), name(text.substring(blank)));
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

    private WrittenLine unescaped() {
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
        return new WrittenLine(number, digest, name.toString());
    }
}
