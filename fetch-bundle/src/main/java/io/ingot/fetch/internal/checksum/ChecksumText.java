// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.checksum;

import io.ingot.common.text.Utf8;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import java.nio.charset.StandardCharsets;

/**
 * Decodes checksum files: UTF-16 if there is a byte order mark, as on Windows, or else UTF-8 or, if they are not valid
 * UTF-8, ISO-8859-1. For a binary file, the failure names its likely format. Lines may end in NUL, as those of {@code
 * sha256sum -z}.
 */
final class ChecksumText {
    /** The most bytes that a checksum file may have. */
    static final int MAX_BYTES = 1 << 20;

    /** The length of an MD5: text in UTF-16 without a byte order mark has a NUL before. */
    private static final int MIN_LINE_CHARACTERS = 32;

    private ChecksumText() {}

    /**
     * Decodes the text of a checksum file.
     *
     * @param file names the file in messages
     * @throws ImageException INVALID_METADATA if it is empty or binary
     */
    static String of(byte[] bytes, String file) throws ImageException {
        String text = decoded(bytes);
        String content = withLines(text.startsWith("\ufeff") ? text.substring(1) : text);
        if (content.isBlank()) {
            throw refusal(file + " is empty");
        }
        if (content.chars().anyMatch(ChecksumText::isBinary)) {
            throw refusal(file
                    + " is not text in UTF-8, ISO-8859-1 or UTF-16 with a byte order mark; "
                    + BinaryLookalike.of(bytes));
        }
        return content;
    }

    static ImageException refusal(String message) {
        return new ImageException(ErrorCode.INVALID_METADATA, message);
    }

    private static String withLines(String text) {
        boolean nulEnds = text.endsWith("\0")
                && text.indexOf('\0') > MIN_LINE_CHARACTERS
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

    private static boolean isBinary(int character) {
        return character < ' ' && character != '\t' && character != '\n' && character != '\r' && character != '\f';
    }
}
