// SPDX-License-Identifier: Apache-2.0
package io.ingot.console.internal.command;

import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.ImageReference;
import io.ingot.image.store.StoredImage;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The SHA-256 of a stored image as people write it: its first digits, as many as make it unique and at least {@value #SHORTEST}.
 * Digits that are a reference by themselves are no digest; {@code sha256:} before them says otherwise.
 */
final class StoredDigest {
    static final int SHORTEST = 12;

    private static final int WHOLE = 64;
    private static final Pattern DIGITS = Pattern.compile("(?i)(sha256:)?([0-9a-f]*)");
    private static final Pattern NAMED = Pattern.compile("(?i)sha256:.*");

    private StoredDigest() {}

    /**
     * The digits that a text has, in lower case; absent if the text is something else, such as a reference.
     *
     * @throws ImageException INVALID_REFERENCE if it is a digest that is too short, too long or malformed
     */
    static Optional<String> digits(String text) throws ImageException {
        Matcher digest = DIGITS.matcher(text);
        if (!digest.matches()) {
            if (NAMED.matcher(text).matches()) {
                throw malformed();
            }
            return Optional.empty();
        }
        String digits = digest.group(2).toLowerCase(Locale.ROOT);
        if (digest.group(1) == null && (digits.isEmpty() || isReference(digits))) {
            return Optional.empty();
        }
        if (digits.length() < SHORTEST || digits.length() > WHOLE) {
            throw malformed();
        }
        return Optional.of(digits);
    }

    private static boolean isReference(String text) {
        try {
            ImageReference.parse(text);
            return true;
        } catch (ImageException e) {
            return false;
        }
    }

    private static ImageException malformed() {
        return new ImageException(
                ErrorCode.INVALID_REFERENCE,
                "a SHA-256 has 64 hexadecimal digits; give the first " + SHORTEST
                        + " or more of them, as \"store list\" prints them");
    }

    /**
     * The whole digest of the one stored image whose digest begins so.
     *
     * @throws ImageException NOT_FOUND if there is none; INVALID_REFERENCE if there are several
     */
    static String whole(String digits, Collection<StoredImage> held) throws ImageException {
        List<String> matches = held.stream()
                .map(StoredImage::sha256)
                .filter(sha256 -> sha256.startsWith(digits))
                .sorted()
                .toList();
        if (matches.size() > 1) {
            throw new ImageException(
                            ErrorCode.INVALID_REFERENCE,
                            "sha256:" + digits + " is ambiguous: " + String.join(", ", matches) + "; give more digits")
                    .withDetails(matches);
        }
        if (matches.isEmpty()) {
            throw new ImageException(
                    ErrorCode.NOT_FOUND, "sha256:" + digits + " is not in the store; see \"store list\"");
        }
        return matches.get(0);
    }

    /** The number of digits that tells all of these apart. */
    static int unique(Collection<StoredImage> held) {
        int digits = SHORTEST;
        while (digits < WHOLE && distinct(held, digits) < distinct(held, WHOLE)) {
            digits++;
        }
        return digits;
    }

    private static long distinct(Collection<StoredImage> held, int digits) {
        return held.stream()
                .map(image -> image.sha256().substring(0, digits))
                .distinct()
                .count();
    }
}
