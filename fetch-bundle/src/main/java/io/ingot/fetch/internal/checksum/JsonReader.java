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
 * Reads checksums from JSON: from each object that names a file and has digests of it, such as those in the stream
 * metadata of CoreOS ({@code location}, {@code sha256}) and the product lists of Ubuntu ({@code path}, {@code sha256}).
 */
final class JsonReader {
    private static final int MAX_DEPTH = 32;
    private static final int MAX_NUMBER_CHARACTERS = 64;
    private static final Pattern BEGIN = Pattern.compile("\\{|\\[\\s*+[\\[{]");
    private static final JsonFactory JSON =
            BoundedJson.factory(ChecksumText.MAX_BYTES, MAX_DEPTH, MAX_NUMBER_CHARACTERS);

    private JsonReader() {}

    /** Whether a text begins like JSON. */
    static boolean isJson(String text) {
        return BEGIN.matcher(text.stripLeading()).lookingAt();
    }

    /**
     * Reads all entries.
     *
     * @throws ImageException INVALID_METADATA if the text is not valid JSON, or is nested too deeply
     */
    static void read(String text, String file, ChecksumEntries entries) throws ImageException {
        try (JsonParser parser = JSON.createParser(text)) {
            read(parser, entries);
        } catch (IOException e) {
            throw ChecksumText.refusal(file + " looks like JSON but cannot be parsed: " + reason(e));
        }
    }

    private static void read(JsonParser parser, ChecksumEntries entries) throws IOException {
        Deque<JsonObject> open = new ArrayDeque<>();
        JsonToken token = parser.nextToken();
        while (token != null) {
            if (token == JsonToken.START_OBJECT) {
                open.push(new JsonObject());
            } else if (token == JsonToken.END_OBJECT) {
                open.pop().addEntriesTo(entries);
            } else if (token == JsonToken.VALUE_STRING && parser.currentName() != null && !open.isEmpty()) {
                open.element()
                        .addMember(parser.currentName(), parser.getText(), position(parser.currentTokenLocation()));
            }
            token = parser.nextToken();
        }
    }

    private static SourceLine position(JsonLocation location) {
        return new SourceLine(location.getLineNr(), location.getColumnNr());
    }

    /** Returns the message without the position, which Jackson appends on a second line. */
    private static String reason(IOException e) {
        String message = String.valueOf(e.getMessage());
        int end = message.indexOf('\n');
        return Printable.shortened(end < 0 ? message : message.substring(0, end));
    }
}
