// SPDX-License-Identifier: Apache-2.0
package io.ingot.glance.internal.document;

import com.fasterxml.jackson.jr.ob.JSON;
import io.ingot.common.json.BoundedJson;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON objects from servers, limited in size and depth, without duplicate keys. */
public final class JsonDocument {
    /**
     * Far above Glance's limit of 128 properties of 255 characters, and above catalogues with hundreds of endpoints.
     */
    public static final int MAX_BYTES = 1 << 20;

    private static final BoundedJson JSON = new BoundedJson(MAX_BYTES, 32);

    private JsonDocument() {}

    /**
     * Reads an object.
     *
     * @param what the document, for messages: {@code "the metadata of Glance image 42"}
     * @param advice the remedy if it is not an object: {@code "check that io.ingot.glance/endpoint is Glance's"}
     * @throws ImageException if reading fails; a non-retryable TRANSFER_FAILED if it is longer than {@link #MAX_BYTES}
     *     or is not an object
     */
    public static Map<String, @Nullable Object> read(InputStream body, String what, String advice)
            throws ImageException {
        byte[] text;
        try {
            text = body.readNBytes(MAX_BYTES + 1);
        } catch (IOException e) {
            throw ImageException.from(e, "reading " + what);
        }
        if (text.length > MAX_BYTES) {
            throw unusable(what, "more than " + MAX_BYTES + " bytes", advice);
        }
        try {
            return JSON.read(text);
        } catch (IOException e) {
            // The parser's message contains a part of the text, which may be a secret.
            throw unusable(what, "not a JSON object", advice);
        }
    }

    /** Decodes a text that may be JSON, within the same limits; null if it is not. */
    public static @Nullable Object decode(String text) {
        try {
            return JSON.readValue(text);
        } catch (IOException e) {
            return null;
        }
    }

    /** Returns the JSON text of maps, lists, strings, numbers and booleans. */
    public static String write(Object value) {
        return JSON.write(value);
    }

    private static ImageException unusable(String what, String reason, String advice) {
        return new ImageException(ErrorCode.TRANSFER_FAILED, what + " cannot be used: " + reason + "; " + advice)
                .nonRetryable();
    }
}
