// SPDX-License-Identifier: Apache-2.0
package io.ingot.glance.internal.document;

import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingEndEvent;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceEndEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.events.StreamEndEvent;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

/**
 * A YAML mapping whose scalars are all texts ({@code 007} stays {@code 007}). Aliases share their value, so that a
 * small file cannot become a large value; {@code <<} merges mappings as in YAML 1.1.
 */
public final class YamlDocument {
    /** Far above the length of files of clouds, which have some hundred lines. */
    public static final int MAX_CHARACTERS = 1 << 20;

    private static final int MAX_DEPTH = 32;
    private static final int MAX_MERGED = 10_000;
    private static final String BYTE_ORDER_MARK = "\uFEFF";
    private static final String MERGE = "<<";
    private static final Set<String> NULLS = Set.of("", "~", "null", "Null", "NULL");
    private static final String NON_SPECIFIC_TAG = "!";
    private static final Set<String> TAGS =
            Set.of("tag:yaml.org,2002:str", "tag:yaml.org,2002:map", "tag:yaml.org,2002:seq");

    private final String what;
    private final Iterator<Event> events;
    private final Map<Anchor, Optional<Object>> anchors = new HashMap<>();
    private int mergedKeys;

    private YamlDocument(String what, Iterator<Event> events) {
        this.what = what;
        this.events = events;
    }

    /**
     * Reads a mapping.
     *
     * @param what the document, for messages: {@code "/etc/openstack/clouds.yaml"}
     * @return maps, lists and texts, or null where the document has none; empty if there is no document
     * @throws ImageException INVALID_CONFIGURATION, naming the line, if it is not a valid mapping; messages contain no
     *     part of the text, which may be a secret
     */
    @SuppressWarnings("unchecked") // map() creates only such maps
    public static Map<String, @Nullable Object> read(String text, String what) throws ImageException {
        if (text.length() > MAX_CHARACTERS) {
            throw unreadable(what, "more than " + MAX_CHARACTERS + " characters");
        }
        String yaml = text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
        LoadSettings settings =
                LoadSettings.builder().setCodePointLimit(MAX_CHARACTERS).build();
        try {
            Object document =
                    new YamlDocument(what, new Parse(settings).parseString(yaml).iterator()).document();
            if (document instanceof Map<?, ?> map) {
                return (Map<String, @Nullable Object>) map;
            }
        } catch (MarkedYamlEngineException e) {
            String line = e.getProblemMark()
                    .map(mark -> "line " + (mark.getLine() + 1))
                    .orElse("the document");
            throw unreadable(what, line + " is not valid YAML");
        } catch (RuntimeException e) {
            // Exceptions of the library, and of the JDK: the library lets the latter pass for a truncated escape.
            throw unreadable(what, "not valid YAML");
        }
        throw unreadable(what, "not a mapping");
    }

    private Object document() throws ImageException {
        events.next(); // the start of the stream
        Event first = events.next();
        if (!(first instanceof DocumentStartEvent)) {
            return Map.of();
        }
        Object value = value(events.next(), 0);
        events.next(); // the end of the document
        Event after = events.next();
        if (!(after instanceof StreamEndEvent)) {
            throw errorAt(after, "second document");
        }
        return value == null ? Map.of() : value;
    }

    private @Nullable Object value(Event event, int depth) throws ImageException {
        if (depth > MAX_DEPTH) {
            throw errorAt(event, "nested more than " + MAX_DEPTH + " levels");
        }
        if (event instanceof AliasEvent alias) {
            Optional<Object> shared = anchors.get(alias.getAlias());
            if (shared == null) {
                throw errorAt(event, "alias without an anchor above it");
            }
            return shared.orElse(null);
        }
        Object value;
        if (event instanceof ScalarEvent scalar) {
            value = text(scalar);
        } else if (event instanceof SequenceStartEvent start) {
            checkTag(start, start.getTag());
            value = list(depth);
        } else if (event instanceof MappingStartEvent start) {
            checkTag(start, start.getTag());
            value = map(depth);
        } else {
            throw errorAt(event, "not valid YAML");
        }
        if (event instanceof NodeEvent node && node.getAnchor().isPresent()) {
            anchors.put(node.getAnchor().get(), Optional.ofNullable(value));
        }
        return value;
    }

    private @Nullable Object text(ScalarEvent scalar) throws ImageException {
        checkTag(scalar, scalar.getTag());
        boolean isNull = scalar.isPlain() && scalar.getTag().isEmpty() && NULLS.contains(scalar.getValue());
        return isNull ? null : scalar.getValue();
    }

    private List<@Nullable Object> list(int depth) throws ImageException {
        List<@Nullable Object> list = new ArrayList<>();
        for (Event event = events.next(); !(event instanceof SequenceEndEvent); event = events.next()) {
            list.add(value(event, depth + 1));
        }
        return list;
    }

    private Map<String, @Nullable Object> map(int depth) throws ImageException {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        Map<String, @Nullable Object> defaults = new LinkedHashMap<>();
        for (Event event = events.next(); !(event instanceof MappingEndEvent); event = events.next()) {
            boolean isMerge = event instanceof ScalarEvent scalar
                    && scalar.isPlain()
                    && scalar.getValue().equals(MERGE);
            Object key = value(event, depth + 1);
            Event at = events.next();
            Object value = value(at, depth + 1);
            if (isMerge) {
                merge(defaults, value, at);
            } else if (!(key instanceof String name)) {
                throw errorAt(event, "key is not a text");
            } else if (map.containsKey(name)) {
                throw errorAt(event, "duplicate key");
            } else {
                map.put(name, value);
            }
        }
        for (Map.Entry<String, @Nullable Object> entry : defaults.entrySet()) {
            if (!map.containsKey(entry.getKey())) {
                map.put(entry.getKey(), entry.getValue());
            }
        }
        return map;
    }

    /** Merges mappings; an earlier one overrides a later one. */
    private void merge(Map<String, @Nullable Object> defaults, @Nullable Object value, Event at) throws ImageException {
        List<?> sources = value instanceof List<?> list ? list : value == null ? List.of() : List.of(value);
        for (Object source : sources) {
            if (!(source instanceof Map<?, ?> mapping)) {
                throw errorAt(at, "merged value is not a mapping");
            }
            mergedKeys += 1 + mapping.size(); // an empty mapping counts, too
            if (mergedKeys > MAX_MERGED) {
                throw errorAt(at, "more than " + MAX_MERGED + " merged keys");
            }
            for (Map.Entry<?, ?> entry : mapping.entrySet()) {
                String name = String.valueOf(entry.getKey());
                if (!defaults.containsKey(name)) {
                    defaults.put(name, entry.getValue());
                }
            }
        }
    }

    private void checkTag(Event event, Optional<String> tag) throws ImageException {
        if (tag.isPresent() && !tag.get().equals(NON_SPECIFIC_TAG) && !TAGS.contains(tag.get())) {
            throw errorAt(event, "unsupported tag");
        }
    }

    private ImageException errorAt(Event event, String reason) {
        String line =
                event.getStartMark().map(mark -> "line " + (mark.getLine() + 1)).orElse("a line");
        return unreadable(what, line + ": " + reason);
    }

    private static ImageException unreadable(String what, String reason) {
        return new ImageException(ErrorCode.INVALID_CONFIGURATION, what + " cannot be read: " + reason);
    }
}
