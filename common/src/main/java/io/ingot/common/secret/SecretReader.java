// SPDX-License-Identifier: Apache-2.0
package io.ingot.common.secret;

import io.ingot.image.ImageException;
import io.ingot.image.Secret;

/** Reads a configured secret. It is read at each use, so that a new secret takes effect without a restart. */
@FunctionalInterface
public interface SecretReader {
    /**
     * Reads the current secret.
     *
     * @throws ImageException INVALID_CONFIGURATION, naming the property, if the secret cannot be read
     */
    Secret read() throws ImageException;
}
