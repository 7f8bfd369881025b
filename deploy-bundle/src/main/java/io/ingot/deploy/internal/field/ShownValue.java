// SPDX-License-Identifier: Apache-2.0
package io.ingot.deploy.internal.field;

import io.ingot.image.ImageReference;
import java.util.Collection;
import java.util.Map;

/**
 * Values of others in messages: short, on one line. Those of secrets are not shown at all; nor what may be one in a URL that
 * came where it does not belong ({@link ImageReference#redact(String)}).
 */
public final class ShownValue {
    private static final int MOST_CHARACTERS = 80;

    private ShownValue() {}

    /** A text in quotes. */
    public static String quoted(String text) {
        return "'" + plain(text) + "'";
    }

    /** A text without quotes. */
    static String plain(String text) {
        String open = ImageReference.redact(text);
        StringBuilder shown = new StringBuilder();
        open.codePoints()
                .limit(MOST_CHARACTERS)
                .map(character -> printable(character) ? character : '?')
                .forEach(shown::appendCodePoint);
        if (open.codePointCount(0, open.length()) > MOST_CHARACTERS) {
            shown.append('…');
        }
        return shown.toString();
    }

    /** What a value is, in the words of JSON: {@code a number}. */
    public static String type(Object value) {
        if (value instanceof Map<?, ?>) {
            return "an object";
        }
        if (value instanceof Collection<?>) {
            return "a list";
        }
        if (value instanceof Number) {
            return "a number";
        }
        return value instanceof Boolean ? "true or false" : "a text";
    }

    /** What to do with a value that is to be a text, and is none. */
    static String asText(Object value) {
        return value instanceof Map<?, ?> || value instanceof Collection<?>
                ? "must be a text; give one"
                : "must be a text; put it in quotes";
    }

    private static boolean printable(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }
}
