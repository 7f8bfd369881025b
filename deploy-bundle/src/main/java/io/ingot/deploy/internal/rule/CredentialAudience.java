// SPDX-License-Identifier: Apache-2.0
package io.ingot.deploy.internal.rule;

import io.ingot.image.Credentials;
import io.ingot.image.ImageReference;
import io.ingot.image.ImageRequest;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Who may see the credentials of a deployment: the server of its image, and nobody else. Without an image, that of its
 * ISO image, kernel or RAM disk.
 */
public final class CredentialAudience {
    /** What its references call a host is an image. */
    private final Optional<ImageReference> main;

    private final Optional<Credentials> credentials;
    private final Predicate<ImageReference> covered;

    private CredentialAudience(
            Optional<ImageReference> main, Optional<Credentials> credentials, Predicate<ImageReference> covered) {
        this.main = main;
        this.credentials = credentials;
        this.covered = covered;
    }

    /**
     * The server of a reference.
     *
     * @param covered what the credentials are for, by whoever configured them
     */
    public static CredentialAudience of(
            Optional<ImageReference> main, Optional<Credentials> credentials, Predicate<ImageReference> covered) {
        return new CredentialAudience(main, credentials, covered);
    }

    /** A request for an image: with the credentials if they are for its server. */
    public ImageRequest request(ImageReference reference) {
        ImageRequest request = ImageRequest.of(reference);
        return includes(reference) ? credentials.map(request::as).orElse(request) : request;
    }

    /** Whether a reference lies there. */
    public boolean includes(ImageReference reference) {
        return main.filter(reference::sameOrigin).isPresent() && covered.test(reference);
    }
}
