// SPDX-License-Identifier: Apache-2.0
package io.ingot.common.text;

import io.ingot.image.ImageReference;
import java.util.Collection;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Makes untrusted text safe to print: on one line, without control characters of a terminal. */
public final class Printable {
    /** The maximum number of characters of a text that a message shows. */
    public static final int MAX_CHARACTERS = 80;

    private static final int MAX_NAMES = 20;
    private static final Pattern BEYOND_ASCII = Pattern.compile("[^\\x20-\\x7e]");

    private Printable() {}

    /** Returns the whole text, with each unprintable character as its hexadecimal code in braces; keeps tabs. */
    public static String line(String text) {
        StringBuilder line = new StringBuilder(text.length());
        text.codePoints().forEach(character -> {
            if (character == '\t' || isPrintable(character)) {
                line.appendCodePoint(character);
            } else {
                line.append("\\u{").append(Integer.toHexString(character)).append('}');
            }
        });
        return line.toString();
    }

    /** Returns the first characters of a text without secrets, with {@code ?} for each unprintable one. */
    public static String shortened(String text) {
        return shortened(text, MAX_CHARACTERS);
    }

    private static String shortened(String text, int limit) {
        StringBuilder printed = new StringBuilder();
        text.codePoints()
                .limit(limit)
                .map(character -> isPrintable(character) ? character : '?')
                .forEach(printed::appendCodePoint);
        return text.codePointCount(0, text.length()) > limit
                ? printed.append('…').toString()
                : printed.toString();
    }

    /** Returns the first characters of a value that may be a URL, without possible secrets. */
    public static String redacted(String text) {
        return shortened(ImageReference.redact(text));
    }

    /** Returns {@link #redacted} text in quotes. */
    public static String quoted(String text) {
        return quoted(text, MAX_CHARACTERS);
    }

    /** Returns redacted text in quotes, with a maximum number of characters. */
    public static String quoted(String text, int limit) {
        return "'" + shortened(ImageReference.redact(text), limit) + "'";
    }

    /** Returns {@link #quoted(String)} text with {@code ?} for every character that is not ASCII. */
    public static String quotedAscii(String text) {
        return BEYOND_ASCII.matcher(quoted(text).replace("…", "...")).replaceAll("?");
    }

    /** Returns the first distinct names in alphabetical order; {@code nothing} if there are none. */
    public static String names(Collection<String> names) {
        String printed = names.stream()
                .map(Printable::redacted)
                .distinct()
                .sorted()
                .limit(MAX_NAMES)
                .collect(Collectors.joining(", "));
        return names.isEmpty() ? "nothing" : printed;
    }

    private static boolean isPrintable(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }
}
