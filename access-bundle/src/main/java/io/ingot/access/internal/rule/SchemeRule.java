// SPDX-License-Identifier: Apache-2.0
package io.ingot.access.internal.rule;

import io.ingot.image.ImageException;
import io.ingot.image.ImageReference;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Decides which schemes are allowed: the listed ones, or every one if the list is empty. */
public final class SchemeRule implements PolicyRule {
    private static final String PROPERTY = "io.ingot.access/schemes";
    private static final Pattern SCHEME = Pattern.compile("[a-z][a-z0-9+.-]*");

    private final Set<String> allowed = new TreeSet<>();

    /** @throws IllegalArgumentException if an element is not a scheme */
    public SchemeRule(List<String> schemes) {
        for (String scheme : schemes) {
            String lower = scheme.toLowerCase(Locale.ROOT);
            if (!SCHEME.matcher(lower).matches()) {
                throw new IllegalArgumentException(
                        PROPERTY + " must list schemes such as https, without colon or slashes; was '"
                                + ImageReference.redact(scheme) + "'");
            }
            allowed.add(lower);
        }
    }

    @Override
    public void checkReference(ImageReference reference) throws ImageException {
        String scheme = reference.scheme();
        if (!allowed.isEmpty() && !allowed.contains(scheme)) {
            throw Refusal.of(
                    "scheme " + scheme + " of " + reference,
                    PROPERTY + " lists only " + String.join(", ", allowed),
                    "add " + scheme + " there to allow it");
        }
    }
}
