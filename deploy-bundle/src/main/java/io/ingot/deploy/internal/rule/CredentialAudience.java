// SPDX-License-Identifier: Apache-2.0
package io.ingot.deploy.internal.rule;

import io.ingot.image.Credentials;
import io.ingot.image.ImageReference;
import io.ingot.image.ImageRequest;
import io.ingot.image.Origin;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Who may see the credentials of a deployment: the server of its image, and nobody else. Without an image, that of its
 * ISO image, kernel or RAM disk.
 */
public final class CredentialAudience {
    private final Optional<ImageReference> mainImage;
    private final Optional<Credentials> credentials;
    private final Predicate<ImageReference> isCovered;
    private final Function<ImageReference, Origin> origins;

    private CredentialAudience(
            Optional<ImageReference> main,
            Optional<Credentials> credentials,
            Predicate<ImageReference> covered,
            Function<ImageReference, Origin> origins) {
        this.mainImage = main;
        this.credentials = credentials;
        this.isCovered = covered;
        this.origins = origins;
    }

    /**
     * The server of a reference.
     *
     * @param covered what the credentials are for, by their configuration
     * @param origins the server that a reference leads to
     */
    public static CredentialAudience of(
            Optional<ImageReference> main,
            Optional<Credentials> credentials,
            Predicate<ImageReference> covered,
            Function<ImageReference, Origin> origins) {
        return new CredentialAudience(main, credentials, covered, origins);
    }

    /** A request for an image: with the credentials if they are for its server. */
    public ImageRequest request(ImageReference reference) {
        ImageRequest request = ImageRequest.of(reference);
        return includes(reference) ? credentials.map(request::as).orElse(request) : request;
    }

    /** Whether a reference lies there. */
    public boolean includes(ImageReference reference) {
        return mainImage.map(origins).filter(origins.apply(reference)::equals).isPresent() && isCovered.test(reference);
    }
}
