// SPDX-License-Identifier: Apache-2.0
package io.ingot.deploy.internal.document;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import io.ingot.common.json.BoundedJson;
import io.ingot.image.deploy.InstanceInfo;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Parses JSON into strings, numbers, booleans, lists and maps of the JDK. Rejects duplicate names. */
public final class JsonTree {
    /** The remedy for a text that is not one JSON object. */
    static final String ONE_OBJECT = "give one JSON object, such as {\"image_source\": \"…\"}";

    private static final Pattern PRINTABLE = Pattern.compile("[A-Za-z0-9_.-]{1,64}");

    private static final JsonFactory JSON =
            BoundedJson.builder(new JsonBounds()).build();

    private final Set<String> ignored;
    private int values;

    private JsonTree(Set<String> ignored) {
        this.ignored = ignored;
    }

    /**
     * Parses a text that consists of one value.
     *
     * @throws IOException if it does not; its message quotes no value, unless it is the parser's own exception
     */
    public static @Nullable Object parse(String text) throws IOException {
        return parse(text, Set.of());
    }

    /** Parses as {@link #parse(String)}; ignored fields of the outermost object become empty strings. */
    static @Nullable Object parse(String text, Set<String> ignored) throws IOException {
        try (JsonParser parser = JSON.createParser(text)) {
            return new JsonTree(ignored).document(parser);
        }
    }

    private @Nullable Object document(JsonParser parser) throws IOException {
        try {
            if (parser.nextToken() == null) {
                throw new IOException("empty; " + ONE_OBJECT);
            }
            Object value = value(parser, 0);
            if (parser.nextToken() != null) {
                throw new IOException("text follows the value; " + ONE_OBJECT);
            }
            return value;
        } catch (JsonBounds.NameTooLong e) {
            throw new IOException(e.getOriginalMessage() + location(parser.currentLocation()) + "; remove it", e);
        } catch (StreamConstraintsException e) {
            throw new IOException(e.getOriginalMessage() + fieldLocation(parser) + "; remove it", e);
        }
    }

    private @Nullable Object value(JsonParser parser, int depth) throws IOException {
        values++;
        if (values > InstanceInfo.MAX_VALUES) {
            throw new IOException("more than " + InstanceInfo.MAX_VALUES + " values" + fieldLocation(parser)
                    + "; remove what does not concern images");
        }
        return switch (parser.currentToken()) {
            case START_OBJECT -> map(parser, depth);
            case START_ARRAY -> list(parser, depth);
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT -> parser.getNumberValue();
            case VALUE_NUMBER_FLOAT -> decimal(parser);
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> null;
        };
    }

    private Map<String, @Nullable Object> map(JsonParser parser, int depth) throws IOException {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            if (map.containsKey(name)) {
                throw duplicate(name, parser.currentTokenLocation());
            }
            parser.nextToken();
            if (depth == 0 && ignored.contains(name)) {
                skip(parser);
                map.put(name, "");
            } else {
                map.put(name, value(parser, depth + 1));
            }
        }
        return map;
    }

    /** Skips a value; still rejects duplicate names in it. */
    private static void skip(JsonParser parser) throws IOException {
        if (parser.currentToken() == JsonToken.START_OBJECT) {
            Set<String> names = new HashSet<>();
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                if (!names.add(parser.currentName())) {
                    throw duplicate(parser.currentName(), parser.currentTokenLocation());
                }
                parser.nextToken();
                skip(parser);
            }
        } else if (parser.currentToken() == JsonToken.START_ARRAY) {
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                skip(parser);
            }
        }
    }

    /** The exact number, which a double may not be able to represent. */
    private static BigDecimal decimal(JsonParser parser) throws IOException {
        try {
            return parser.getDecimalValue();
        } catch (ArithmeticException | NumberFormatException e) {
            throw new IOException(
                    "a number is out of range" + location(parser.currentTokenLocation()) + "; remove it", e);
        }
    }

    private static IOException duplicate(String name, JsonLocation location) {
        String which = isPrintable(name) ? " '" + name + "'" : "";
        return new IOException("duplicate name" + which + location(location) + "; remove one of the two");
    }

    private static boolean isPrintable(String name) {
        return PRINTABLE.matcher(name).matches();
    }

    /** The position of the parser, with the field of the outermost object that contains it. */
    private static String fieldLocation(JsonParser parser) {
        JsonLocation location = parser.currentLocation();
        String field = outermostName(parser.getParsingContext());
        return field != null && isPrintable(field)
                ? " (line " + location.getLineNr() + ", column " + location.getColumnNr() + ", field '" + field + "')"
                : location(location);
    }

    private static @Nullable String outermostName(JsonStreamContext innermost) {
        String name = null;
        for (JsonStreamContext context = innermost; context != null; context = context.getParent()) {
            name = context.inRoot() ? name : context.getCurrentName();
        }
        return name;
    }

    /** A position, for messages. */
    static String location(@Nullable JsonLocation location) {
        return location == null ? "" : " (line " + location.getLineNr() + ", column " + location.getColumnNr() + ")";
    }

    private List<@Nullable Object> list(JsonParser parser, int depth) throws IOException {
        List<@Nullable Object> list = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            list.add(value(parser, depth + 1));
        }
        return list;
    }
}
