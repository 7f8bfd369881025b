// SPDX-License-Identifier: Apache-2.0
package io.ingot.resolver.internal.table;

import io.ingot.common.text.Printable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the service property {@value io.ingot.image.spi.ImageService#SCHEME} says: a text, an array or a collection of texts, in any case.
 *
 * @param schemes the well-formed ones, lower case
 * @param refused what is no scheme, as text for people
 */
public record SchemeProperty(Set<String> schemes, List<String> refused) {
    /** RFC 3986 §3.1. */
    private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*");

    /** Copies both. */
    public SchemeProperty {
        schemes = Set.copyOf(schemes);
        refused = List.copyOf(refused);
    }

    /** Reads the property; null is a missing one. */
    public static SchemeProperty read(@Nullable Object value) {
        Set<String> schemes = new TreeSet<>();
        List<String> refused = new ArrayList<>();
        for (Object element : elements(value)) {
            if (element instanceof String text && SCHEME.matcher(text).matches()) {
                schemes.add(text.toLowerCase(Locale.ROOT));
            } else {
                refused.add(shown(element));
            }
        }
        return new SchemeProperty(schemes, refused);
    }

    /** What is wrong with it, for people; absent if nothing is. */
    public Optional<String> complaint() {
        if (!refused.isEmpty()) {
            return Optional.of("malformed: " + String.join(", ", refused));
        }
        return schemes.isEmpty() ? Optional.of("missing") : Optional.empty();
    }

    private static Collection<?> elements(@Nullable Object value) {
        if (value == null) {
            return List.of();
        }
        if (value instanceof Collection<?> many) {
            return new ArrayList<>(many);
        }
        return value instanceof Object[] many ? Arrays.asList(many) : List.of(value);
    }

    private static String shown(@Nullable Object element) {
        if (!(element instanceof String text)) {
            return element == null ? "null" : "a " + element.getClass().getName();
        }
        return Printable.quoted(text);
    }
}
