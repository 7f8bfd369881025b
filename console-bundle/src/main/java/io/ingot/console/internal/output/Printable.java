// SPDX-License-Identifier: Apache-2.0
package io.ingot.console.internal.output;

/** Makes text from a server harmless: what would move the cursor, colour or reorder a terminal's lines is shown as code. */
final class Printable {
    private Printable() {}

    /** One line: line ends are shown as code, too; a tab is kept. */
    static String line(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        text.codePoints().forEach(character -> {
            if (character == '\t' || harmless(character)) {
                clean.appendCodePoint(character);
            } else {
                clean.append("\\u{").append(Integer.toHexString(character)).append('}');
            }
        });
        return clean.toString();
    }

    private static boolean harmless(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
