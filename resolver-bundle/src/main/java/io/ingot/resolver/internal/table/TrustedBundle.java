// SPDX-License-Identifier: Apache-2.0
package io.ingot.resolver.internal.table;

import io.ingot.resolver.internal.service.Provider;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A bundle that the operator trusts. A bundle chooses its own symbolic name; the operator who installs it chooses its
 * location.
 *
 * @param name its symbolic name
 * @param location the location that it was installed from; a prefix of it if it ends in a slash; any location if it is
 *     empty
 */
public record TrustedBundle(String name, String location) {
    private static final Pattern TEXT = Pattern.compile("(?<name>[A-Za-z0-9_.-]++)(?:@(?<location>\\S++))?+");

    /**
     * Parses {@code io.ingot.http} or {@code io.ingot.http@reference:file:/opt/ingot/bundles/}; absent for other texts.
     */
    public static Optional<TrustedBundle> parse(String text) {
        Matcher parts = TEXT.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        String location = parts.group("location");
        return Optional.of(new TrustedBundle(parts.group("name"), location == null ? "" : location));
    }

    /** Returns whether a provider is this bundle. */
    boolean matches(Provider provider) {
        return name.equals(provider.bundle()) && isAt(provider.location());
    }

    private boolean isAt(String installed) {
        if (location.isEmpty() || location.equals(installed)) {
            return true;
        }
        return location.endsWith("/") && installed.startsWith(location) && staysBelow(installed);
    }

    /**
     * Returns whether the rest of a location stays below the prefix: {@code ..} and its encodings could lead out of it.
     */
    private boolean staysBelow(String installed) {
        String below = installed.substring(location.length());
        return !below.contains("..") && below.indexOf('%') < 0 && below.indexOf('\\') < 0;
    }
}
