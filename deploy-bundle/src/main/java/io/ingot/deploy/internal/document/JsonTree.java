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

/** The value of a JSON text: texts, numbers, booleans, lists and maps of the JDK. Nothing in it is named twice. */
public final class JsonTree {
    /** What is to be given instead. */
    static final String ONE_OBJECT = "give one JSON object, such as {\"image_source\": \"…\"}";

    private static final Pattern PRINTABLE = Pattern.compile("[A-Za-z0-9_.-]{1,64}");

    private static final JsonFactory JSON =
            BoundedJson.builder(new JsonBounds()).build();

    private final Set<String> ignored;
    private int values;

    private JsonTree(Set<String> unread) {
        this.ignored = unread;
    }

    /**
     * Reads a text that holds one value.
     *
     * @throws IOException if it does not: with a message of its own that quotes no value, or the parser's, which may
     */
    public static @Nullable Object parse(String text) throws IOException {
        return parse(text, Set.of());
    }

    /** Reads as {@link #parse(String)}; fields of the outermost object that are of no interest become empty texts. */
    static @Nullable Object parse(String text, Set<String> unread) throws IOException {
        try (JsonParser parser = JSON.createParser(text)) {
            return new JsonTree(unread).document(parser);
        }
    }

    private @Nullable Object document(JsonParser parser) throws IOException {
        try {
            if (parser.nextToken() == null) {
                throw new IOException("it is empty; " + ONE_OBJECT);
            }
            Object value = value(parser, 0);
            if (parser.nextToken() != null) {
                throw new IOException("something follows the value; " + ONE_OBJECT);
            }
            return value;
        } catch (JsonBounds.NameTooLong e) {
            throw new IOException(
                    "it " + e.getOriginalMessage() + location(parser.currentLocation()) + "; leave that out", e);
        } catch (StreamConstraintsException e) {
            throw new IOException("it " + e.getOriginalMessage() + fieldLocation(parser) + "; leave that out", e);
        }
    }

    private @Nullable Object value(JsonParser parser, int depth) throws IOException {
        values++;
        if (values > InstanceInfo.MAX_VALUES) {
            throw new IOException("it has more than " + InstanceInfo.MAX_VALUES
                    + " values; leave out what is not about images" + fieldLocation(parser));
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

    /** Keeps nothing of a value; names in it stand once all the same. */
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

    /** Exactly what stands there: a double has no room for all of them. */
    private static BigDecimal decimal(JsonParser parser) throws IOException {
        try {
            return parser.getDecimalValue();
        } catch (ArithmeticException | NumberFormatException e) {
            throw new IOException(
                    "it holds a number that nothing can be counted by" + location(parser.currentTokenLocation())
                            + "; leave that out",
                    e);
        }
    }

    private static IOException duplicate(String name, JsonLocation location) {
        String which = isPrintable(name) ? "'" + name + "'" : "a name";
        return new IOException(which + " stands twice in one object" + location(location) + "; take one of them away");
    }

    private static boolean isPrintable(String name) {
        return PRINTABLE.matcher(name).matches();
    }

    /** Where the parser is, with the field of the outermost object that this belongs to. */
    private static String fieldLocation(JsonParser parser) {
        JsonLocation location = parser.currentLocation();
        String field = outermostName(parser.getParsingContext());
        return field != null && isPrintable(field)
                ? " (line " + location.getLineNr() + ", column " + location.getColumnNr() + ", field '" + field + "')"
                : location(location);
    }

    private static @Nullable String outermostName(JsonStreamContext innermost) {
        String name = null;
        for (JsonStreamContext at = innermost; at != null; at = at.getParent()) {
            name = at.inRoot() ? name : at.getCurrentName();
        }
        return name;
    }

    /** Where something is, for people. */
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
