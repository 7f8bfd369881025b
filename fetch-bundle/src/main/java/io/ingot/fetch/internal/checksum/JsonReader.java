// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.checksum;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.ingot.common.json.BoundedJson;
import io.ingot.common.text.Printable;
import io.ingot.image.ImageException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Pattern;

/**
 * Reads checksums from JSON: of each object that names a file and has digests of it, as the stream metadata of CoreOS does
 * ({@code location}, {@code sha256}), the products of Ubuntu ({@code path}, {@code sha256}), and others.
 */
final class JsonReader {
    private static final int DEEPEST = 32;
    private static final int LONGEST_NUMBER = 64;
    private static final Pattern BEGIN = Pattern.compile("\\{|\\[\\s*+[\\[{]");
    private static final JsonFactory JSON = BoundedJson.factory(ChecksumText.MOST_BYTES, DEEPEST, LONGEST_NUMBER);

    private JsonReader() {}

    /** Whether a text begins as JSON does. */
    static boolean isJson(String text) {
        return BEGIN.matcher(text.stripLeading()).lookingAt();
    }

    /**
     * Reads all of it.
     *
     * @throws ImageException INVALID_METADATA if it is not JSON, or nested too deeply
     */
    static void read(String text, String file, ChecksumEntries entries) throws ImageException {
        try (JsonParser parser = JSON.createParser(text)) {
            read(parser, entries);
        } catch (IOException e) {
            throw ChecksumText.refusal(file + " looks like JSON, and cannot be read: " + reason(e));
        }
    }

    private static void read(JsonParser parser, ChecksumEntries entries) throws IOException {
        Deque<JsonObject> open = new ArrayDeque<>();
        JsonToken token = parser.nextToken();
        while (token != null) {
            if (token == JsonToken.START_OBJECT) {
                open.push(new JsonObject());
            } else if (token == JsonToken.END_OBJECT) {
                open.pop().entriesInto(entries);
            } else if (token == JsonToken.VALUE_STRING && parser.currentName() != null && !open.isEmpty()) {
                open.element().take(parser.currentName(), parser.getText(), place(parser.currentTokenLocation()));
            }
            token = parser.nextToken();
        }
    }

    private static SourceLine place(JsonLocation location) {
        return new SourceLine(location.getLineNr(), location.getColumnNr());
    }

    /** Without the place in the source that Jackson adds on a second line. */
    private static String reason(IOException e) {
        String message = String.valueOf(e.getMessage());
        int end = message.indexOf('\n');
        return Printable.shortened(end < 0 ? message : message.substring(0, end));
    }
}
