// SPDX-License-Identifier: Apache-2.0
package io.ingot.access.internal.credential;

import io.ingot.image.ImageException;
import io.ingot.image.Secret;
import java.util.Optional;
import org.slf4j.LoggerFactory;

/** Where the text of a secret comes from. */
@FunctionalInterface
interface ConfiguredSecretText {
    /**
     * The secret as it is now.
     *
     * @throws ImageException INVALID_CONFIGURATION, naming the property that is wrong
     */
    Secret read() throws ImageException;

    /**
     * The file that one property names, or the secret that the other one holds, which is warned about.
     *
     * @return absent if both are empty
     * @throws IllegalArgumentException if neither is empty, or the file's name is wrong
     */
    static Optional<ConfiguredSecretText> of(String fileProperty, String file, String inlineProperty, String inline) {
        if (!file.isEmpty() && !inline.isEmpty()) {
            throw new IllegalArgumentException(
                    fileProperty + " and " + inlineProperty + " are both set: keep the file");
        }
        if (!inline.isEmpty()) {
            LoggerFactory.getLogger(ConfiguredSecretText.class)
                    .warn(
                            "{} holds a secret in clear, which cm:getConfiguration shows: name a file in {} instead",
                            inlineProperty,
                            fileProperty);
            Secret secret = Secret.of(inline);
            return Optional.of(() -> secret);
        }
        return file.isEmpty() ? Optional.empty() : Optional.of(new SecretFile(fileProperty, file)::read);
    }
}
