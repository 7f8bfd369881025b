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
 * The SHA-256 of a stored image as people write it: its first digits, as many as make it unique and at least {@value
 * #MIN_LENGTH}. Digits that form a valid reference are a reference, unless they follow {@code sha256:}.
 */
final class StoredDigest {
    static final int MIN_LENGTH = 12;

    private static final int LENGTH = 64;
    private static final Pattern DIGITS = Pattern.compile("(?i)(sha256:)?([0-9a-f]*)");
    private static final Pattern PREFIXED = Pattern.compile("(?i)sha256:.*");

    private StoredDigest() {}

    /**
     * Returns the digits of a digest in lower case; absent if the text is not a digest.
     *
     * @throws ImageException INVALID_REFERENCE if the digest is too short, too long or malformed
     */
    static Optional<String> digits(String text) throws ImageException {
        Matcher digest = DIGITS.matcher(text);
        if (!digest.matches()) {
            if (PREFIXED.matcher(text).matches()) {
                throw malformed();
            }
            return Optional.empty();
        }
        String digits = digest.group(2).toLowerCase(Locale.ROOT);
        if (digest.group(1) == null && (digits.isEmpty() || isReference(digits))) {
            return Optional.empty();
        }
        if (digits.length() < MIN_LENGTH || digits.length() > LENGTH) {
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
                "a SHA-256 has 64 hexadecimal digits; give the first " + MIN_LENGTH
                        + " or more of them, as \"store list\" prints them");
    }

    /**
     * Returns the full digest of the one stored image whose digest begins with the digits.
     *
     * @throws ImageException NOT_FOUND if there is none; INVALID_REFERENCE if there are several
     */
    static String find(String digits, Collection<StoredImage> images) throws ImageException {
        List<String> matches = images.stream()
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

    /** Returns the number of digits that makes all digests unique. */
    static int uniqueLength(Collection<StoredImage> images) {
        int digits = MIN_LENGTH;
        while (digits < LENGTH && distinct(images, digits) < distinct(images, LENGTH)) {
            digits++;
        }
        return digits;
    }

    private static long distinct(Collection<StoredImage> images, int digits) {
        return images.stream()
                .map(image -> image.sha256().substring(0, digits))
                .distinct()
                .count();
    }
}
