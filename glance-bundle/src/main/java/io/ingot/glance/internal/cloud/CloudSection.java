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
 * A cloud as it is written: its own keys, and those of its section {@code auth}, with underscores for hyphens. Whatever
 * is nested more deeply is left as it is: mappings that share their parts would grow without bound otherwise. Prints
 * nothing of it.
 */
final class CloudSection {
    /** One that says nothing. */
    static final CloudSection EMPTY = new CloudSection(Map.of(), Map.of());

    private static final String AUTH = CloudKey.AUTH.spelling();

    private final Map<String, Object> own;
    private final Map<String, Object> auth;

    private CloudSection(Map<String, Object> own, Map<String, Object> auth) {
        this.own = own;
        this.auth = auth;
    }

    /**
     * Reads a mapping; null is one that says nothing.
     *
     * @param what what it is, for messages
     * @throws ImageException INVALID_CONFIGURATION if it, or its section {@code auth}, is no mapping
     */
    static CloudSection of(@Nullable Object value, String what) throws ImageException {
        Map<String, Object> own = mapping(value, what);
        Map<String, Object> auth = mapping(own.remove(AUTH), AUTH + " of " + what);
        return new CloudSection(own, auth);
    }

    /** One without a section {@code auth}. */
    static CloudSection of(Map<String, String> own) {
        return new CloudSection(Map.copyOf(own), Map.of());
    }

    /** This, and of {@code below} what is not said here, key by key. */
    CloudSection over(CloudSection below) {
        return new CloudSection(merged(own, below.own), merged(auth, below.auth));
    }

    /** A value of its own keys, whatever its kind. */
    @Nullable
    Object value(String key) {
        return own.get(key);
    }

    /** A text of its own keys; a list as its members with commas between. */
    Optional<String> text(String key) {
        return text(own.get(key));
    }

    /** The text of the first spelling of a name that is among its own keys. */
    Optional<String> text(CloudKey key) {
        return key.spellings().stream()
                .flatMap(spelling -> text(spelling).stream())
                .findFirst();
    }

    /** A text of its section {@code auth}. */
    Optional<String> authText(String key) {
        return text(auth.get(key));
    }

    /** Whether a secret is written here. */
    boolean holdsSecret() {
        return CloudKey.SECRETS.stream()
                .flatMap(key -> key.spellings().stream())
                .anyMatch(spelling -> own.containsKey(spelling) || auth.containsKey(spelling));
    }

    @Override
    public String toString() {
        return own.size() + auth.size() + " keys";
    }

    /** A text, or the texts of a list with commas between; absent for anything else, and for blank ones. */
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
        return text.filter(found -> !found.isBlank());
    }

    /** A copy, with underscores for hyphens, and without the keys that have no value. */
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
