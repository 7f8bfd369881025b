// SPDX-License-Identifier: Apache-2.0
package io.ingot.common.text;

import io.ingot.image.ImageReference;
import java.util.Collection;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Text of unknown origin in a form that is safe to print: on one line, without characters that move the cursor, colour or
 * reorder a terminal's lines.
 */
public final class Printable {
    /** How many characters of a text a message shows. */
    public static final int MAX_CHARACTERS = 80;

    private static final int MAX_NAMES = 20;
    private static final Pattern BEYOND_ASCII = Pattern.compile("[^\\x20-\\x7e]");

    private Printable() {}

    /** The whole text, with each unprintable character as its hexadecimal code in braces; a tab is kept. */
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

    /** The first characters of a text that cannot hold a secret, with {@code ?} for each unprintable one. */
    public static String shortened(String text) {
        return shortened(text, MAX_CHARACTERS);
    }

    private static String shortened(String text, int most) {
        StringBuilder shown = new StringBuilder();
        text.codePoints()
                .limit(most)
                .map(character -> isPrintable(character) ? character : '?')
                .forEach(shown::appendCodePoint);
        return text.codePointCount(0, text.length()) > most ? shown.append('…').toString() : shown.toString();
    }

    /** The first characters of a value, which may be a URL: without what may be a secret in one. */
    public static String redacted(String text) {
        return shortened(ImageReference.redact(text));
    }

    /** The same in quotes. */
    public static String quoted(String text) {
        return quoted(text, MAX_CHARACTERS);
    }

    /** The same in quotes, with fewer characters: for one of several values in a message. */
    public static String quoted(String text, int most) {
        return "'" + shortened(ImageReference.redact(text), most) + "'";
    }

    /** A value that can only be ASCII, in quotes: as {@link #quoted(String)}, with {@code ?} for every other character. */
    public static String quotedAscii(String text) {
        return BEYOND_ASCII.matcher(quoted(text).replace("…", "...")).replaceAll("?");
    }

    /** The first of some names, each once, in alphabetical order; {@code nothing} if there are none. */
    public static String names(Collection<String> names) {
        String shown = names.stream()
                .map(Printable::redacted)
                .distinct()
                .sorted()
                .limit(MAX_NAMES)
                .collect(Collectors.joining(", "));
        return names.isEmpty() ? "nothing" : shown;
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
