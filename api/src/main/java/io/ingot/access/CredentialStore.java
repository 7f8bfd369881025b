// SPDX-License-Identifier: Apache-2.0
package io.ingot.access;

import io.ingot.image.Credentials;
import io.ingot.image.ImageException;
import io.ingot.image.ImageReference;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The credentials that the operator configured. The resolver adds them to a request that brings none, for every scheme
 * whose authority is a host. Safe for concurrent use.
 */
@ProviderType
public interface CredentialStore {
    /**
     * The credentials for a target. They are for its scheme, host and port, and must not be sent on elsewhere.
     *
     * @throws ImageException INVALID_CONFIGURATION if there are some that cannot be read
     */
    Optional<Credentials> find(ImageReference target) throws ImageException;

    /** The name of those that {@link #find} answers with, be they readable or not. Reads no secret. */
    Optional<String> nameFor(ImageReference target);

    /**
     * The credentials of a name, which a deployment refers to.
     *
     * @throws ImageException INVALID_CONFIGURATION if there are some that cannot be read
     */
    Optional<Credentials> named(String name) throws ImageException;

    /**
     * The credentials of a name, if they are for a target: whoever names them cannot have them sent anywhere else.
     *
     * @throws ImageException INVALID_CONFIGURATION if there are some that cannot be read
     */
    Optional<Credentials> named(String name, ImageReference target) throws ImageException;
}
