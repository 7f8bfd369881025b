// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.checksum;

import io.ingot.common.text.Utf8;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import java.nio.charset.StandardCharsets;

/**
 * The bytes of a checksum file as text: UTF-16 where its byte order mark says so, as that of Windows, else UTF-8 or, where
 * they are not, ISO-8859-1. The error for what is not text says what it looks like. Lines may end in NUL, as {@code sha256sum -z} has them.
 */
final class ChecksumText {
    /** The most bytes that a checksum file may have. */
    static final int MOST_BYTES = 1 << 20;

    /** That of an MD5: text in UTF-16 without a mark has its first NUL before. */
    private static final int SHORTEST_LINE = 32;

    private ChecksumText() {}

    /**
     * Reads it.
     *
     * @param file what to call it in messages
     * @throws ImageException INVALID_METADATA if it is empty, or binary
     */
    static String of(byte[] bytes, String file) throws ImageException {
        String text = decoded(bytes);
        String content = withLines(text.startsWith("\ufeff") ? text.substring(1) : text);
        if (content.isBlank()) {
            throw refusal(file + " is empty: it has no checksum");
        }
        if (content.chars().anyMatch(ChecksumText::binary)) {
            throw refusal(
                    file + " is not text in UTF-8, ISO-8859-1 or UTF-16 with its mark, hence not a checksum file; "
                            + BinaryLookalike.of(bytes));
        }
        return content;
    }

    static ImageException refusal(String message) {
        return new ImageException(ErrorCode.INVALID_METADATA, message);
    }

    private static String withLines(String text) {
        boolean nulEnds = text.endsWith("\0")
                && text.indexOf('\0') > SHORTEST_LINE
                && !text.contains("\0\0")
                && text.indexOf('\n') < 0;
        return nulEnds ? text.replace('\0', '\n') : text;
    }

    private static String decoded(byte[] bytes) {
        String mark = new String(bytes, 0, Math.min(bytes.length, 2), StandardCharsets.ISO_8859_1);
        if (mark.equals("\u00ff\u00fe") || mark.equals("\u00fe\u00ff")) {
            return new String(bytes, StandardCharsets.UTF_16);
        }
        return Utf8.decodeOrLatin1(bytes);
    }

    private static boolean binary(int character) {
        return character < ' ' && character != '\t' && character != '\n' && character != '\r' && character != '\f';
    }
}
