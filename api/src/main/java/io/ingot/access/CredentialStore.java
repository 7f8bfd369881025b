// SPDX-License-Identifier: Apache-2.0
package io.ingot.access;

import io.ingot.image.Credentials;
import io.ingot.image.ImageException;
import io.ingot.image.ImageReference;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The credentials that the operator configured. The resolver adds them to requests without credentials, for every
 * scheme whose authority is a host. Safe for concurrent use.
 */
@ProviderType
public interface CredentialStore {
    /**
     * Returns the credentials for a target. They are for its origin, and must not be sent to another one.
     *
     * @return absent if none are configured for the target
     * @throws ImageException INVALID_CONFIGURATION if the credentials cannot be read
     */
    Optional<Credentials> find(ImageReference target) throws ImageException;

    /**
     * Returns the name of the credentials that {@link #find} would read. Reads no secret.
     *
     * @return absent if none are configured for the target
     */
    Optional<String> nameFor(ImageReference target);

    /**
     * Returns the credentials with a name, to which a deployment refers.
     *
     * @return absent if none have the name
     * @throws ImageException INVALID_CONFIGURATION if the credentials cannot be read
     */
    Optional<Credentials> named(String name) throws ImageException;

    /**
     * Returns the credentials with a name, if they are configured for a target, so that a caller cannot have them sent
     * elsewhere.
     *
     * @return absent if none have the name and are for the target
     * @throws ImageException INVALID_CONFIGURATION if the credentials cannot be read
     */
    Optional<Credentials> named(String name, ImageReference target) throws ImageException;
}
