// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.checksum;

import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** The bytes of a checksum file as text: UTF-8 or, where they are none, ISO-8859-1. What is no text is told as what it is. */
final class ChecksumText {
    /** The most bytes that a checksum file may have. */
    static final int MOST_BYTES = 1 << 20;

    private ChecksumText() {}

    /**
     * Reads it.
     *
     * @param file what to call it in messages
     * @throws ImageException INVALID_METADATA if it is empty, or binary
     */
    static String of(byte[] bytes, String file) throws ImageException {
        String text = decoded(bytes);
        String content = text.startsWith("\ufeff") ? text.substring(1) : text;
        if (content.isBlank()) {
            throw refusal(file + " is empty: it has no checksum");
        }
        if (content.chars().anyMatch(ChecksumText::binary)) {
            throw refusal(file + " is no text in UTF-8 or ISO-8859-1, hence no checksum file; is it the image itself?");
        }
        return content;
    }

    static ImageException refusal(String message) {
        return new ImageException(ErrorCode.INVALID_METADATA, message);
    }

    private static String decoded(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }
    }

    private static boolean binary(int character) {
        return character < ' ' && character != '\t' && character != '\n' && character != '\r' && character != '\f';
    }
}
