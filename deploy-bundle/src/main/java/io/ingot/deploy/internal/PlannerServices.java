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
 * Whom one plan asks. A store or credentials whose bundle leaves meanwhile are as if they were not there.
 *
 * @param services the door
 * @param fetcher the engine
 * @param store beside whose folder those of nodes are
 * @param credentials those that are configured
 */
record PlannerServices(
        ImageServices resolver,
        ImageFetcher fetcher,
        Optional<ImageStore> store,
        Optional<CredentialStore> credentials) {
    /** The name of the credentials that are configured for where an image lies. */
    Optional<String> credentialsFor(ImageReference reference) {
        try {
            return credentials.flatMap(store -> store.nameFor(reference));
        } catch (LinkageError e) {
            return Optional.empty();
        }
    }

    /** The folder of the store, if there is one that can be told. */
    Optional<Path> storeFolder() {
        try {
            return store.isPresent() ? Optional.of(store.get().folder()) : Optional.empty();
        } catch (ImageException | LinkageError e) {
            return Optional.empty();
        }
    }

    /** The bytes that the store holds and no node uses: it drops them where room is needed. */
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
