// SPDX-License-Identifier: Apache-2.0
package io.ingot.image;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Converts an {@link ImageInfo} to and from the form that JSON output, store records and journals share. */
final class ImageFacts {
    private static final String SIZE = "size";
    private static final String VERSION = "version";
    private static final String VERSION_BY_DATE = "versionByDate";
    private static final String ETAG = "etag";
    private static final String UPDATED_AT = "updatedAt";
    private static final String IMMUTABLE = "immutable";
    private static final String CACHEABLE = "cacheable";
    private static final String KIND = "kind";
    private static final String CHECKSUMS = "checksums";
    private static final String MEDIA_TYPE = "mediaType";
    private static final String DISK_FORMAT = "diskFormat";
    private static final String CONTAINER_FORMAT = "containerFormat";
    private static final String FINAL_REFERENCE = "finalReference";
    private static final String NOTES = "notes";
    private static final String PROPERTIES = "properties";

    private ImageFacts() {}

    static Map<String, Object> write(ImageInfo info) {
        Map<String, Object> facts = new TreeMap<>();
        info.size().ifPresent(bytes -> facts.put(SIZE, bytes));
        info.version().ifPresent(text -> facts.put(VERSION, text));
        if (info.versionByDate()) {
            facts.put(VERSION_BY_DATE, true);
        }
        info.entityTag().ifPresent(text -> facts.put(ETAG, text));
        info.updatedAt().ifPresent(instant -> facts.put(UPDATED_AT, instant.toString()));
        facts.put(IMMUTABLE, info.immutable());
        facts.put(CACHEABLE, info.cacheable());
        facts.put(KIND, info.kind().name().toLowerCase(Locale.ROOT));
        facts.put(CHECKSUMS, checksums(info));
        info.mediaType().ifPresent(text -> facts.put(MEDIA_TYPE, text));
        info.diskFormat().ifPresent(text -> facts.put(DISK_FORMAT, text));
        info.containerFormat().ifPresent(text -> facts.put(CONTAINER_FORMAT, text));
        info.finalReference()
                .filter(reference -> reference.exact().equals(reference.toString()))
                .ifPresent(reference -> facts.put(FINAL_REFERENCE, reference.exact()));
        facts.put(NOTES, info.notes());
        facts.put(PROPERTIES, info.properties());
        return Collections.unmodifiableMap(facts);
    }

    static ImageInfo read(Map<String, ?> facts) {
        ImageInfo.Builder info = ImageInfo.builder();
        value(facts, SIZE, Number.class).ifPresent(bytes -> info.size(bytes.longValue()));
        value(facts, VERSION, String.class).ifPresent(info::version);
        value(facts, VERSION_BY_DATE, Boolean.class).ifPresent(info::versionByDate);
        value(facts, ETAG, String.class).ifPresent(info::entityTag);
        value(facts, UPDATED_AT, String.class).map(ImageFacts::instant).ifPresent(info::updatedAt);
        value(facts, IMMUTABLE, Boolean.class).ifPresent(info::immutable);
        value(facts, CACHEABLE, Boolean.class).ifPresent(info::cacheable);
        value(facts, KIND, String.class).map(ImageFacts::kind).ifPresent(info::kind);
        value(facts, CHECKSUMS, Map.class).map(ImageFacts::checksums).ifPresent(info::checksums);
        value(facts, MEDIA_TYPE, String.class).ifPresent(info::mediaType);
        value(facts, DISK_FORMAT, String.class).ifPresent(info::diskFormat);
        value(facts, CONTAINER_FORMAT, String.class).ifPresent(info::containerFormat);
        value(facts, FINAL_REFERENCE, String.class).map(ImageFacts::reference).ifPresent(info::finalReference);
        value(facts, NOTES, List.class).ifPresent(notes -> {
            for (Object note : notes) {
                info.note(text(NOTES, note));
            }
        });
        value(facts, PROPERTIES, Map.class).map(ImageFacts::texts).ifPresent(info::properties);
        return info.build();
    }

    private static Map<String, String> checksums(ImageInfo info) {
        Map<String, String> byAlgorithm = new TreeMap<>();
        info.checksums().forEach(sum -> byAlgorithm.put(sum.algorithm(), sum.hex()));
        return Collections.unmodifiableMap(byAlgorithm);
    }

    private static List<Checksum> checksums(Map<?, ?> byAlgorithm) {
        List<Checksum> sums = new ArrayList<>();
        texts(byAlgorithm).forEach((algorithm, hex) -> sums.add(new Checksum(algorithm, hex)));
        return sums;
    }

    private static Map<String, String> texts(Map<?, ?> values) {
        Map<String, String> texts = new TreeMap<>();
        values.forEach((name, value) -> texts.put(text("a name", name), text(String.valueOf(name), value)));
        return texts;
    }

    private static <T> Optional<T> value(Map<String, ?> facts, String name, Class<T> type) {
        Object value = facts.get(name);
        if (value == null) {
            return Optional.empty();
        }
        if (!type.isInstance(value)) {
            throw new IllegalArgumentException(name + " must be a " + type.getSimpleName() + ", was a "
                    + value.getClass().getSimpleName());
        }
        return Optional.of(type.cast(value));
    }

    private static String text(String name, Object value) {
        if (value instanceof String text) {
            return text;
        }
        throw new IllegalArgumentException(name + " must be a string, was " + value);
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(UPDATED_AT + " must be an instant, was '" + text + "'", e);
        }
    }

    private static ImageInfo.Kind kind(String text) {
        return ImageInfo.Kind.valueOf(text.toUpperCase(Locale.ROOT));
    }

    private static ImageReference reference(String text) {
        try {
            return ImageReference.parse(text);
        } catch (ImageException e) {
            throw new IllegalArgumentException(FINAL_REFERENCE + " must be a reference: " + e.getMessage(), e);
        }
    }
}
