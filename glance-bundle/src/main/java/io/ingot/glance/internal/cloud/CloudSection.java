// SPDX-License-Identifier: Apache-2.0
package io.ingot.glance.internal.cloud;

import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A section of {@code clouds.yaml} as written: its keys, and those of its section {@code auth}, with underscores for
 * hyphens. Deeper nested values are not copied, since mappings that share parts by aliases would grow without bound.
 * Its text form contains no value.
 */
final class CloudSection {
    /** A section without values. */
    static final CloudSection EMPTY = new CloudSection(Map.of(), Map.of());

    private static final String AUTH = CloudKey.AUTH.spelling();

    private final Map<String, Object> own;
    private final Map<String, Object> auth;

    private CloudSection(Map<String, Object> own, Map<String, Object> auth) {
        this.own = own;
        this.auth = auth;
    }

    /**
     * Reads a mapping; null is a section without values.
     *
     * @param what the section, for messages
     * @throws ImageException INVALID_CONFIGURATION if it or its section {@code auth} is not a mapping
     */
    static CloudSection of(@Nullable Object value, String what) throws ImageException {
        Map<String, Object> own = mapping(value, what);
        Map<String, Object> auth = mapping(own.remove(AUTH), AUTH + " of " + what);
        return new CloudSection(own, auth);
    }

    /** Creates a section without {@code auth}. */
    static CloudSection of(Map<String, String> own) {
        return new CloudSection(Map.copyOf(own), Map.of());
    }

    /** Layers this section over {@code below}, key by key. */
    CloudSection over(CloudSection below) {
        return new CloudSection(merged(own, below.own), merged(auth, below.auth));
    }

    /** Returns the value of a key, of any type. */
    @Nullable
    Object value(String key) {
        return own.get(key);
    }

    /** Returns the text of a key; of a list, its elements separated by commas. */
    Optional<String> text(String key) {
        return text(own.get(key));
    }

    /** Returns the text of the first spelling that is among the keys. */
    Optional<String> text(CloudKey key) {
        return key.spellings().stream()
                .flatMap(spelling -> text(spelling).stream())
                .findFirst();
    }

    /** Returns the text of a key of the section {@code auth}. */
    Optional<String> authText(String key) {
        return text(auth.get(key));
    }

    /** Whether a secret is among the values. */
    boolean holdsSecret() {
        return CloudKey.SECRETS.stream()
                .flatMap(key -> key.spellings().stream())
                .anyMatch(spelling -> own.containsKey(spelling) || auth.containsKey(spelling));
    }

    @Override
    public String toString() {
        return own.size() + auth.size() + " keys";
    }

    /** Returns a text, or the texts of a list separated by commas; absent for other types and blank texts. */
    static Optional<String> text(@Nullable Object value) {
        Optional<String> text = Optional.empty();
        if (value instanceof String one) {
            text = Optional.of(one);
        } else if (value instanceof List<?> several) {
            text = Optional.of(several.stream()
                    .filter(String.class::isInstance)
                    .map(String.class::cast)
                    .collect(Collectors.joining(",")));
        }
        return text.filter(joined -> !joined.isBlank());
    }

    /** Copies a mapping, with underscores for hyphens, without the keys that have no value. */
    static Map<String, Object> mapping(@Nullable Object value, String what) throws ImageException {
        Map<String, Object> copy = new HashMap<>();
        if (value == null) {
            return copy;
        }
        if (!(value instanceof Map<?, ?> map)) {
            throw new ImageException(ErrorCode.INVALID_CONFIGURATION, what + " must be a mapping");
        }
        map.forEach((key, entry) -> {
            if (key instanceof String name && entry != null) {
                copy.put(name.replace('-', '_'), entry);
            }
        });
        return copy;
    }

    private static Map<String, Object> merged(Map<String, Object> above, Map<String, Object> below) {
        Map<String, Object> all = new HashMap<>(below);
        all.putAll(above);
        return all;
    }
}
