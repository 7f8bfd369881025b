// SPDX-License-Identifier: Apache-2.0
package io.ingot.image;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Objects;

/** A text that is printed nowhere. It leaves only through {@link #reveal()}; values that hold one are safe to log. */
public final class Secret {
    private final String text;

    private Secret(String text) {
        this.text = Objects.requireNonNull(text);
    }

    /** Wraps a text. */
    public static Secret of(String text) {
        return new Secret(text);
    }

    /** The text itself. Never pass it to a log, a message or a file that others may read. */
    public String reveal() {
        return text;
    }

    /** Compares in a time that does not depend on where two texts of one length differ. */
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

    /** Three asterisks, whatever the text. */
    @Override
    public String toString() {
        return "***";
    }
}
