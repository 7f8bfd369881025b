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
 * The parsed service property {@value io.ingot.image.spi.ImageService#SCHEME}: a string, or an array or collection of
 * strings; case does not matter.
 *
 * @param schemes the well-formed schemes, in lower case
 * @param malformed the other elements, as text for a message
 */
public record SchemeProperty(Set<String> schemes, List<String> malformed) {
    /** RFC 3986 §3.1. */
    private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*");

    /** Copies both. */
    public SchemeProperty {
        schemes = Set.copyOf(schemes);
        malformed = List.copyOf(malformed);
    }

    /** Parses the property; null if it is missing. */
    public static SchemeProperty read(@Nullable Object value) {
        Set<String> schemes = new TreeSet<>();
        List<String> malformed = new ArrayList<>();
        for (Object element : elements(value)) {
            if (element instanceof String text && SCHEME.matcher(text).matches()) {
                schemes.add(text.toLowerCase(Locale.ROOT));
            } else {
                malformed.add(printed(element));
            }
        }
        return new SchemeProperty(schemes, malformed);
    }

    /** Returns what is wrong with the property, for a message; absent if it is valid. */
    public Optional<String> problem() {
        if (!malformed.isEmpty()) {
            return Optional.of("malformed: " + String.join(", ", malformed));
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

    private static String printed(@Nullable Object element) {
        if (!(element instanceof String text)) {
            return element == null ? "null" : "a " + element.getClass().getName();
        }
        return Printable.quoted(text);
    }
}
