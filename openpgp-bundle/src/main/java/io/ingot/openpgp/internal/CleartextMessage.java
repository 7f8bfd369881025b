// SPDX-License-Identifier: Apache-2.0
package io.ingot.openpgp.internal;

import io.ingot.common.text.CleartextFormat;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
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
    private static final String HASH = "hash:";

    /** Whether a document has the beginning of such a message, on whichever line. */
    static boolean isPresent(byte[] document) {
        return CleartextFormat.next(lines(document), 0, CleartextFormat.BEGIN) >= 0;
    }

    /** @throws MalformedException if it is anything but one whole message */
    static CleartextMessage parse(byte[] document) throws MalformedException {
        List<String> lines = lines(document);
        int begin = next(lines, 0, CleartextFormat.BEGIN);
        int text = headers(lines, begin);
        int signature = next(lines, text, CleartextFormat.SIGNATURE);
        int end = next(lines, signature, CleartextFormat.END);
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

    private static int next(List<String> lines, int from, String marker) throws MalformedException {
        int index = CleartextFormat.next(lines, from, marker);
        if (index < 0) {
            throw new MalformedException("it has no line '" + marker + "' where one belongs");
        }
        return index;
    }

    /** The first line behind the headers, of which this framework has but one kind. */
    private static int headers(List<String> lines, int begin) throws MalformedException {
        int text = CleartextFormat.text(lines, begin);
        for (int index = begin + 1; index < text; index++) {
            String header = lines.get(index).toLowerCase(Locale.ROOT);
            if (!header.isEmpty() && !header.startsWith(HASH)) {
                throw new MalformedException("it has a header that does not belong there, in line " + (index + 1));
            }
        }
        return text;
    }

    private static void requireBlank(List<String> outside) throws MalformedException {
        if (!outside.stream().allMatch(String::isEmpty)) {
            throw new MalformedException("text stands outside of what is signed");
        }
    }

    private static String unescaped(String line) throws MalformedException {
        return CleartextFormat.unescaped(line)
                .orElseThrow(() -> new MalformedException("a signed line begins with a dash that is not escaped"));
    }

    /** Without the white space at their ends; each byte is a character. */
    private static List<String> lines(byte[] document) {
        return Arrays.stream(new String(document, StandardCharsets.ISO_8859_1).split("\r?\n", -1))
                .map(CleartextFormat::trimmed)
                .toList();
    }
}
