// SPDX-License-Identifier: Apache-2.0
package io.ingot.resolver.internal.table;

import io.ingot.image.spi.Scheme;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the service property {@value io.ingot.image.spi.ImageService#AUTHORITY} says, in any case.
 *
 * @param authority what the authority of references names: a host, unless the property says otherwise
 * @param complaint what is wrong with the property, for people
 */
record AuthorityProperty(Scheme.Authority authority, Optional<String> complaint) {
    /** Reads the property; null is a missing one. A value that is not known is taken for the stricter one. */
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
                        Optional.of("property 'authority' is none of " + Arrays.toString(Scheme.Authority.values())
                                + "; HOST is assumed")));
    }
}
