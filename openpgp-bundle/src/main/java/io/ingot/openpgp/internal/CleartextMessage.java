// SPDX-License-Identifier: Apache-2.0
package io.ingot.openpgp.internal;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A text that brings its signature with it, RFC 9580 §7: one message, and nothing around it.
 *
 * @param signed what the signature is of, a character for each byte: dashes unescaped, lines without white space at their ends, and between
 *     them carriage return and line feed
 * @param signature the armored signatures
 */
record CleartextMessage(String signed, String signature) {
    private static final String BEGIN = "-----BEGIN PGP SIGNED MESSAGE-----";
    private static final String SIGNATURE = "-----BEGIN PGP SIGNATURE-----";
    private static final String END = "-----END PGP SIGNATURE-----";
    private static final String HASH = "hash:";
    private static final String DASH = "-";
    private static final String DASH_ESCAPE = "- ";

    /** Whether a document has the beginning of such a message, on whichever line. */
    static boolean in(byte[] document) {
        return lines(document).contains(BEGIN);
    }

    /** @throws MalformedException if it is anything but one whole message */
    static CleartextMessage parse(byte[] document) throws MalformedException {
        List<String> lines = lines(document);
        int begin = next(lines, 0, BEGIN);
        int text = headers(lines, begin + 1);
        int signature = next(lines, text, SIGNATURE);
        int end = next(lines, signature, END);
        requireBlank(lines.subList(0, begin));
        requireBlank(lines.subList(end + 1, lines.size()));
        List<String> signed = new ArrayList<>();
        for (String line : lines.subList(text, signature)) {
            signed.add(unescaped(line));
        }
        return new CleartextMessage(
                String.join("\r\n", signed), String.join("\n", lines.subList(signature, end + 1)) + "\n");
    }

    /** What is no message, or more than one. */
    static final class MalformedException extends Exception {
        private static final long serialVersionUID = 1L;

        private MalformedException(String why) {
            super(why);
        }
    }

    private static int next(List<String> lines, int from, String wanted) throws MalformedException {
        int index = lines.subList(from, lines.size()).indexOf(wanted);
        if (index < 0) {
            throw new MalformedException("it has no line '" + wanted + "' where one belongs");
        }
        return from + index;
    }

    /** The first line behind the headers, of which this framework has but one kind. */
    private static int headers(List<String> lines, int from) throws MalformedException {
        int index = from;
        while (index < lines.size() && !lines.get(index).isEmpty()) {
            if (!lines.get(index).toLowerCase(Locale.ROOT).startsWith(HASH)) {
                throw new MalformedException("it has a header that does not belong there, in line " + (index + 1));
            }
            index++;
        }
        return Math.min(index + 1, lines.size());
    }

    private static void requireBlank(List<String> outside) throws MalformedException {
        if (!outside.stream().allMatch(String::isEmpty)) {
            throw new MalformedException("text stands outside of what is signed");
        }
    }

    private static String unescaped(String line) throws MalformedException {
        if (line.startsWith(DASH_ESCAPE)) {
            return line.substring(DASH_ESCAPE.length());
        }
        if (line.startsWith(DASH) && !line.equals(DASH)) {
            throw new MalformedException("a signed line begins with a dash that is not escaped");
        }
        return line.equals(DASH) ? "" : line;
    }

    /** Without the white space at their ends; each byte is a character. */
    private static List<String> lines(byte[] document) {
        List<String> lines = new ArrayList<>();
        for (String line : new String(document, StandardCharsets.ISO_8859_1).split("\r?\n", -1)) {
            int end = line.length();
            while (end > 0 && (line.charAt(end - 1) == ' ' || line.charAt(end - 1) == '\t')) {
                end--;
            }
            lines.add(line.substring(0, end));
        }
        return lines;
    }
}
