// SPDX-License-Identifier: Apache-2.0
package io.ingot.common.text;

import java.util.Collection;
import java.util.HexFormat;
import java.util.Map;

/** Writes JSON (RFC 8259) in ASCII, which every character set of terminals and streams includes. */
public final class JsonText {
    private static final HexFormat HEX = HexFormat.of();

    private JsonText() {}

    /**
     * Writes a string, number, boolean, collection or map.
     *
     * @throws IllegalArgumentException if the value is not of such a type
     */
    public static String of(Object value) {
        StringBuilder json = new StringBuilder();
        write(json, value);
        return json.toString();
    }

    private static void write(StringBuilder json, Object value) {
        if (value instanceof Map<?, ?> map) {
            json.append('{');
            boolean first = true;
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                separate(json, first);
                first = false;
                text(json, String.valueOf(entry.getKey()));
                json.append(':');
                write(json, entry.getValue());
            }
            json.append('}');
        } else if (value instanceof Collection<?> list) {
            json.append('[');
            boolean first = true;
            for (Object element : list) {
                separate(json, first);
                first = false;
                write(json, element);
            }
            json.append(']');
        } else if (value instanceof String text) {
            text(json, text);
        } else if (value instanceof Boolean || value instanceof Long || value instanceof Integer || isFinite(value)) {
            json.append(value);
        } else {
            throw new IllegalArgumentException("not a JSON value: a " + value.getClass());
        }
    }

    private static boolean isFinite(Object value) {
        return value instanceof Double number && Double.isFinite(number);
    }

    private static void separate(StringBuilder json, boolean first) {
        if (!first) {
            json.append(',');
        }
    }

    private static void text(StringBuilder json, String text) {
        json.append('"');
        for (int i = 0; i < text.length(); i++) {
            character(json, text.charAt(i));
        }
        json.append('"');
    }

    private static void character(StringBuilder json, char c) {
        if (c == '"' || c == '\\') {
            json.append('\\').append(c);
        } else if (c < ' ' || c > '~') {
            json.append("\\u").append(HEX.toHexDigits(c));
        } else {
            json.append(c);
        }
    }
}
