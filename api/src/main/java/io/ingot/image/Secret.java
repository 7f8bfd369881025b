// SPDX-License-Identifier: Apache-2.0
package io.ingot.image;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Objects;

/**
 * A secret text, which {@link #toString()} does not show. Only {@link #reveal()} returns it, so values that contain a
 * secret are safe to log. Immutable.
 */
public final class Secret {
    private final String text;

    private Secret(String text) {
        this.text = Objects.requireNonNull(text);
    }

    /** Returns a secret with this text. */
    public static Secret of(String text) {
        return new Secret(text);
    }

    /** Returns the text. Never write it to a log, a message, or a file that others may read. */
    public String reveal() {
        return text;
    }

    /** Compares in a time that does not depend on where two texts of equal length differ. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Secret secret
                && MessageDigest.isEqual(
                        text.getBytes(StandardCharsets.UTF_8), secret.text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** Returns three asterisks, whatever the text. */
    @Override
    public String toString() {
        return "***";
    }
}
