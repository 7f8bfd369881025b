// SPDX-License-Identifier: Apache-2.0
package io.ingot.glance.internal.settings;

import io.ingot.glance.internal.keystone.SecretReader;
import io.ingot.image.Secret;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A secret as it is configured: in a file or, for trials, as it is. */
public final class ConfiguredSecret {
    private static final Logger LOG = LoggerFactory.getLogger(ConfiguredSecret.class);

    private ConfiguredSecret() {}

    /**
     * Where the secret comes from; absent if neither is given.
     *
     * @param property the property that names the file: {@code io.ingot.glance/passwordFile}
     * @param file absolute path, or empty
     * @param text the secret itself, or empty
     * @throws IllegalArgumentException if both are given, or the path is not absolute
     */
    public static Optional<SecretReader> of(String property, String file, String text) {
        if (text.isEmpty()) {
            return file.isBlank() ? Optional.empty() : Optional.of(new SecretFile(property, file.strip()));
        }
        if (!file.isBlank()) {
            throw new IllegalArgumentException(property + " is set, and the secret itself, too: leave one of them out");
        }
        LOG.warn(
                "a secret stands in the configuration in clear, where cm:getConfiguration shows it: name a file in {} instead",
                property);
        return Optional.of(() -> Secret.of(text));
    }
}
