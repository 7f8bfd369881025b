// SPDX-License-Identifier: Apache-2.0
package io.ingot.glance.internal.settings;

import io.ingot.glance.internal.keystone.SecretSource;
import io.ingot.image.Secret;
import java.util.Optional;

/** A secret as it is configured: in a file or, for trials, as it is. */
public final class ConfiguredSecret {
    private ConfiguredSecret() {}

    /**
     * Where the secret comes from; absent if neither is given.
     *
     * @param property the property that names the file: {@code io.ingot.glance/passwordFile}
     * @param file absolute path, or empty
     * @param text the secret itself, or empty
     * @throws IllegalArgumentException if both are given, or the path is not absolute
     */
    public static Optional<SecretSource> of(String property, String file, String text) {
        if (file.isBlank()) {
            return text.isEmpty() ? Optional.empty() : Optional.of(() -> Secret.of(text));
        }
        if (!text.isEmpty()) {
            throw new IllegalArgumentException(property + " is set, and the secret itself, too: leave one of them out");
        }
        return Optional.of(new SecretFile(property, file.strip()));
    }
}
