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
 * A YAML mapping: each scalar is a text ({@code 007} stays {@code 007}), nothing else is ever made of it. Aliases share
 * what they stand for, so that a small file cannot become a large value; {@code <<} merges mappings, as in YAML 1.1.
 */
public final class YamlDocument {
    /** A file of clouds has some hundred lines: this is far above. */
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
    private int merged;

    private YamlDocument(String what, Iterator<Event> events) {
        this.what = what;
        this.events = events;
    }

    /**
     * Reads a mapping.
     *
     * @param what what it is, for messages: {@code "/etc/openstack/clouds.yaml"}
     * @return maps, lists and texts, or null where the document says so; empty if there is no document
     * @throws ImageException INVALID_CONFIGURATION, naming the line, if it is no such mapping; no message holds a piece of
     *     the text, which may be a secret
     */
    @SuppressWarnings("unchecked") // a mapping is read as such
    public static Map<String, @Nullable Object> read(String text, String what) throws ImageException {
        if (text.length() > MAX_CHARACTERS) {
            throw wrong(what, "it has more than " + MAX_CHARACTERS + " characters");
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
                    .orElse("it");
            throw wrong(what, line + " is no YAML");
        } catch (RuntimeException e) {
            // The library's own, and those of the JDK that it lets through: for an escape that is cut off.
            throw wrong(what, "it is no YAML");
        }
        throw wrong(what, "it is no mapping");
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
            throw errorAt(after, "begins a second document");
        }
        return value == null ? Map.of() : value;
    }

    private @Nullable Object value(Event event, int depth) throws ImageException {
        if (depth > MAX_DEPTH) {
            throw errorAt(event, "is nested too deeply");
        }
        if (event instanceof AliasEvent alias) {
            Optional<Object> shared = anchors.get(alias.getAlias());
            if (shared == null) {
                throw errorAt(event, "names an anchor that is not above it");
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
            throw errorAt(event, "is no YAML");
        }
        if (event instanceof NodeEvent node && node.getAnchor().isPresent()) {
            anchors.put(node.getAnchor().get(), Optional.ofNullable(value));
        }
        return value;
    }

    private @Nullable Object text(ScalarEvent scalar) throws ImageException {
        checkTag(scalar, scalar.getTag());
        boolean none = scalar.isPlain() && scalar.getTag().isEmpty() && NULLS.contains(scalar.getValue());
        return none ? null : scalar.getValue();
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
        Map<String, @Nullable Object> below = new LinkedHashMap<>();
        for (Event event = events.next(); !(event instanceof MappingEndEvent); event = events.next()) {
            boolean merges = event instanceof ScalarEvent scalar
                    && scalar.isPlain()
                    && scalar.getValue().equals(MERGE);
            Object key = value(event, depth + 1);
            Event at = events.next();
            Object value = value(at, depth + 1);
            if (merges) {
                merge(below, value, at);
            } else if (!(key instanceof String name)) {
                throw errorAt(event, "has a key that is no text");
            } else if (map.containsKey(name)) {
                throw errorAt(event, "says what was said before in the same mapping");
            } else {
                map.put(name, value);
            }
        }
        for (Map.Entry<String, @Nullable Object> entry : below.entrySet()) {
            if (!map.containsKey(entry.getKey())) {
                map.put(entry.getKey(), entry.getValue());
            }
        }
        return map;
    }

    /** Of several mappings the first wins. */
    private void merge(Map<String, @Nullable Object> below, @Nullable Object value, Event at) throws ImageException {
        List<?> sources = value instanceof List<?> list ? list : value == null ? List.of() : List.of(value);
        for (Object source : sources) {
            if (!(source instanceof Map<?, ?> mapping)) {
                throw errorAt(at, "merges what is no mapping");
            }
            merged += 1 + mapping.size(); // an empty one takes its step, too
            if (merged > MAX_MERGED) {
                throw errorAt(at, "merges more than can be");
            }
            for (Map.Entry<?, ?> entry : mapping.entrySet()) {
                String name = String.valueOf(entry.getKey());
                if (!below.containsKey(name)) {
                    below.put(name, entry.getValue());
                }
            }
        }
    }

    private void checkTag(Event event, Optional<String> tag) throws ImageException {
        if (tag.isPresent() && !tag.get().equals(NON_SPECIFIC_TAG) && !TAGS.contains(tag.get())) {
            throw errorAt(event, "has a tag, which is not read here");
        }
    }

    private ImageException errorAt(Event event, String why) {
        String line =
                event.getStartMark().map(mark -> "line " + (mark.getLine() + 1)).orElse("a line");
        return wrong(what, line + " " + why);
    }

    private static ImageException wrong(String what, String why) {
        return new ImageException(ErrorCode.INVALID_CONFIGURATION, what + " cannot be read: " + why);
    }
}
