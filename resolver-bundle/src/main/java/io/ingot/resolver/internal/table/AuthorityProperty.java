// SPDX-License-Identifier: Apache-2.0
package io.ingot.resolver.internal.table;

import io.ingot.image.spi.Scheme;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The parsed service property {@value io.ingot.image.spi.ImageService#AUTHORITY}; case does not matter.
 *
 * @param authority what the authority of references names; HOST unless the property says otherwise
 * @param problem what is wrong with the property, for a message
 */
record AuthorityProperty(Scheme.Authority authority, Optional<String> problem) {
    /** Parses the property; null if it is missing. An unknown value counts as HOST, the stricter one. */
    static AuthorityProperty read(@Nullable Object value) {
        if (value == null) {
            return new AuthorityProperty(Scheme.Authority.HOST, Optional.empty());
        }
        return Arrays.stream(Scheme.Authority.values())
                .filter(known -> value instanceof String text && known.name().equalsIgnoreCase(text))
                .findFirst()
                .map(known -> new AuthorityProperty(known, Optional.empty()))
                .orElseGet(() -> new AuthorityProperty(
                        Scheme.Authority.HOST,
                        Optional.of("property 'authority' is not one of " + Arrays.toString(Scheme.Authority.values())
                                + "; HOST is assumed")));
    }
}
