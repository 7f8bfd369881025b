// SPDX-License-Identifier: Apache-2.0
package io.ingot.common.text;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Decodes UTF-8 strictly, without replacing malformed bytes. */
public final class Utf8 {
    private Utf8() {}

    /** Returns the text; absent if the bytes are not UTF-8. */
    public static Optional<String> decode(byte[] bytes) {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException e) { // has no further information, and may contain a part of the text
            return Optional.empty();
        }
    }

    /** Returns the text, decoded from ISO 8859-1 if the bytes are not UTF-8. */
    public static String decodeOrLatin1(byte[] bytes) {
        return decode(bytes).orElseGet(() -> new String(bytes, StandardCharsets.ISO_8859_1));
    }
}
