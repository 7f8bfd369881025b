// SPDX-License-Identifier: Apache-2.0
package io.ingot.deploy.internal;

import io.ingot.access.CredentialStore;
import io.ingot.image.ImageException;
import io.ingot.image.ImageReference;
import io.ingot.image.client.ImageFetcher;
import io.ingot.image.client.ImageServices;
import io.ingot.image.store.ImageStore;
import io.ingot.image.store.StoredImage;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The services that one plan uses. A store or credentials whose bundle leaves meanwhile are treated as absent.
 *
 * @param resolver answers queries for images
 * @param fetcher previews and runs fetches
 * @param store holds images, if present
 * @param credentials the configured credentials
 */
record PlannerServices(
        ImageServices resolver,
        ImageFetcher fetcher,
        Optional<ImageStore> store,
        Optional<CredentialStore> credentials) {
    /** The name of the credentials that are configured for an image's location. */
    Optional<String> credentialsFor(ImageReference reference) {
        try {
            return credentials.flatMap(store -> store.nameFor(reference));
        } catch (LinkageError e) {
            return Optional.empty();
        }
    }

    /** The folder of the store; absent without a store. */
    Optional<Path> storeFolder() {
        try {
            return store.isPresent() ? Optional.of(store.get().folder()) : Optional.empty();
        } catch (ImageException | LinkageError e) {
            return Optional.empty();
        }
    }

    /** The bytes of stored images that no node uses, which the store evicts when it needs space. */
    long reclaimable() {
        try {
            return store.isPresent()
                    ? store.get().list().stream()
                            .filter(image -> !image.inUse())
                            .mapToLong(StoredImage::size)
                            .sum()
                    : 0;
        } catch (ImageException | LinkageError e) {
            return 0;
        }
    }
}
