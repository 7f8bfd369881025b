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

/** JSON objects: those that servers send are bounded in every way, and name nothing twice. */
public final class JsonDocument {
    /** Glance's own limit is 128 properties of 255 characters, a catalogue has some hundred endpoints: this is far above. */
    public static final int MAX_BYTES = 1 << 20;

    private static final BoundedJson JSON = new BoundedJson(MAX_BYTES, 32);

    private JsonDocument() {}

    /**
     * Reads an object.
     *
     * @param what what it is, for messages: {@code "the metadata of Glance image 42"}
     * @param advice what to look at if it is none: {@code "check that io.ingot.glance/endpoint is Glance's"}
     * @throws ImageException what failed while it was read; lasting TRANSFER_FAILED if it is longer than
     *     {@link #MAX_BYTES}, or no object
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
            throw unusable(what, "more than " + MAX_BYTES + " bytes were sent", advice);
        }
        try {
            return JSON.read(text);
        } catch (IOException e) {
            // The parser's own words hold a piece of the text, which may hold a secret.
            throw unusable(what, "not a JSON object was sent", advice);
        }
    }

    /** Decodes a text that may hold JSON, within the same bounds; absent if it does not. */
    public static @Nullable Object decode(String text) {
        try {
            return JSON.readValue(text);
        } catch (IOException e) {
            return null;
        }
    }

    /** The text of a value that consists of maps, lists, strings, numbers and booleans. */
    public static String write(Object value) {
        return JSON.write(value);
    }

    private static ImageException unusable(String what, String why, String advice) {
        return new ImageException(ErrorCode.TRANSFER_FAILED, what + " cannot be used: " + why + "; " + advice)
                .nonRetryable();
    }
}
