// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.checksum;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A possible reading of a line of a checksum file.
 *
 * @param digest valid or damaged
 * @param path the name in the line, without escapes; empty if there is none
 */
record WrittenLine(WrittenDigest digest, String path) {
    private static final Set<String> STANDARD_INPUT = Set.of("-", "stdin");
    private static final Pattern LABEL = Pattern.compile("([A-Za-z][A-Za-z0-9/-]*+)(?:\\s*+[:=]\\s*+|\\s++)(\\S.*+)");
    private static final Pattern SIZE = Pattern.compile("\\s++[0-9]{1,19}+\\s++(?=\\S)");
    private static final String GNU_TEXT = "  ";
    private static final String GNU_BINARY = " *";

    /**
     * Returns the possible readings of a line, most likely first: {@code ALGORITHM (NAME) = DIGEST} of BSD, {@code
     * ALGORITHM(NAME)= DIGEST} of OpenSSL, {@code ALGORITHM: DIGEST}, {@code DIGEST  NAME} and {@code DIGEST *NAME} of
     * GNU coreutils, or a digest without a name, which includes that of standard input. A leading backslash means that
     * the name is escaped.
     *
     * @param sized whether there may be a size between a digest and its name
     */
    static List<WrittenLine> readings(String line, boolean sized) {
        String text = line.strip();
        boolean escaped = text.startsWith("\\");
        String inner = escaped ? text.substring(1) : text;
        List<WrittenLine> readings = new ArrayList<>();
        tagged(inner).ifPresent(readings::add);
        labelled(inner).ifPresent(readings::add);
        readings.add(sized ? plain(inner).withoutSize() : plain(inner));
        return readings.stream()
                .map(read -> escaped ? read.unescaped() : read.withoutStandardInput())
                .toList();
    }

    private WrittenLine withoutStandardInput() {
        return STANDARD_INPUT.contains(path) ? new WrittenLine(digest, "") : this;
    }

    private static Optional<WrittenLine> tagged(String text) {
        int close = text.lastIndexOf(')');
        int equals = close < 0 ? -1 : text.indexOf('=', close);
        int open = text.indexOf('(');
        if (open < 0
                || close <= open
                || equals < 0
                || !text.substring(close + 1, equals).isBlank()) {
            return Optional.empty();
        }
        String algorithm = text.substring(0, open).strip();
        Optional<String> named = algorithm.isEmpty() ? Optional.empty() : Optional.of(algorithm);
        String digest = text.substring(equals + 1).strip();
        return Optional.of(new WrittenLine(new WrittenDigest(named, digest), text.substring(open + 1, close)));
    }

    /** Parses a line that begins with an algorithm. */
    private static Optional<WrittenLine> labelled(String text) {
        Matcher label = LABEL.matcher(text);
        if (!label.matches()) {
            return Optional.empty();
        }
        Optional<String> algorithm = AlgorithmName.of(label.group(1));
        WrittenLine rest = plain(label.group(2));
        return algorithm
                .filter(name -> rest.digest.algorithm().isEmpty() && rest.digest.isDigestLike())
                .map(name -> new WrittenLine(rest.digest.withDefaultAlgorithm(algorithm), rest.path));
    }

    private static WrittenLine plain(String text) {
        int blank = blank(text);
        return new WrittenLine(WrittenDigest.of(text.substring(0, blank)), name(text.substring(blank)));
    }

    private static int blank(String text) {
        int index = 0;
        while (index < text.length() && text.charAt(index) != ' ' && text.charAt(index) != '\t') {
            index++;
        }
        return index;
    }

    /**
     * Returns the name after a digest. In GNU's format, an asterisk that belongs to the name is distinguished from the
     * mark of a binary file.
     */
    private static String name(String rest) {
        if (rest.startsWith(GNU_TEXT) || rest.startsWith(GNU_BINARY)) {
            return rest.substring(GNU_TEXT.length()).stripLeading();
        }
        String name = rest.stripLeading();
        return name.startsWith("*") ? name.substring(1) : name;
    }

    private WrittenLine withoutSize() {
        Matcher size = SIZE.matcher(" " + path);
        return size.lookingAt() ? new WrittenLine(digest, path.substring(size.end() - 1)) : this;
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
        return new WrittenLine(digest, name.toString());
    }
}
