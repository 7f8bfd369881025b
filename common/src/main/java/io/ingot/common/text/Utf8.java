// SPDX-License-Identifier: Apache-2.0
package io.ingot.common.text;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Decodes UTF-8 strictly: malformed bytes are not replaced. */
public final class Utf8 {
    private Utf8() {}

    /** The text; absent if the bytes are not UTF-8. */
    public static Optional<String> decode(byte[] bytes) {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException e) { // says no more, and may hold a part of the text
            return Optional.empty();
        }
    }

    /** The text; bytes that are not UTF-8 are taken for ISO 8859-1, a character for each. */
    public static String decodeOrLatin1(byte[] bytes) {
        return decode(bytes).orElseGet(() -> new String(bytes, StandardCharsets.ISO_8859_1));
    }
}
