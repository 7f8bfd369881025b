// SPDX-License-Identifier: Apache-2.0
package io.ingot.openpgp.internal;

import io.ingot.common.text.CleartextFormat;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A text with its signature (RFC 9580 §7): one message with no text around it.
 *
 * @param signed the signed text, one character for each byte: dash escaping and trailing white space removed, lines
 *     separated by CR LF
 * @param signature the armored signatures
 */
record CleartextMessage(String signed, String signature) {
    private static final String HASH = "hash:";

    /** Whether a line of a document is the beginning of such a message. */
    static boolean isPresent(byte[] document) {
        return CleartextFormat.next(lines(document), 0, CleartextFormat.BEGIN) >= 0;
    }

    /** @throws MalformedException if the document is not exactly one complete message */
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

    /** A document that is not exactly one message. */
    static final class MalformedException extends Exception {
        private static final long serialVersionUID = 1L;

        private MalformedException(String message) {
            super(message);
        }
    }

    private static int next(List<String> lines, int from, String marker) throws MalformedException {
        int index = CleartextFormat.next(lines, from, marker);
        if (index < 0) {
            throw new MalformedException("line '" + marker + "' is missing");
        }
        return index;
    }

    /** The index of the first line after the headers. The format has only the header {@code Hash}. */
    private static int headers(List<String> lines, int begin) throws MalformedException {
        int text = CleartextFormat.text(lines, begin);
        for (int index = begin + 1; index < text; index++) {
            String header = lines.get(index).toLowerCase(Locale.ROOT);
            if (!header.isEmpty() && !header.startsWith(HASH)) {
                throw new MalformedException("line " + (index + 1) + ": unknown header");
            }
        }
        return text;
    }

    private static void requireBlank(List<String> lines) throws MalformedException {
        if (!lines.stream().allMatch(String::isEmpty)) {
            throw new MalformedException("there is text outside the signed part");
        }
    }

    private static String unescaped(String line) throws MalformedException {
        return CleartextFormat.unescaped(line)
                .orElseThrow(() -> new MalformedException("a signed line begins with an unescaped dash"));
    }

    /** The lines without trailing white space, one character for each byte. */
    private static List<String> lines(byte[] document) {
        return Arrays.stream(new String(document, StandardCharsets.ISO_8859_1).split("\r?\n", -1))
                .map(CleartextFormat::trimmed)
                .toList();
    }
}
