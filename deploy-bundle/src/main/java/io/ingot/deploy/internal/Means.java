// SPDX-License-Identifier: Apache-2.0
package io.ingot.deploy.internal;

import io.ingot.access.CredentialStore;
import io.ingot.image.ImageReference;
import io.ingot.image.client.ImageFetcher;
import io.ingot.image.client.ImageServices;
import io.ingot.image.store.ImageStore;
import java.util.Optional;

/**
 * Whom one plan asks.
 *
 * @param services the door
 * @param fetcher the engine
 * @param store beside whose folder those of nodes are
 * @param credentials those that are configured
 */
record Means(
        ImageServices services,
        ImageFetcher fetcher,
        Optional<ImageStore> store,
        Optional<CredentialStore> credentials) {
    /** The name of the credentials that are configured for where an image lies. */
    Optional<String> credentialsFor(ImageReference reference) {
        return credentials.flatMap(store -> store.nameFor(reference));
    }
}
