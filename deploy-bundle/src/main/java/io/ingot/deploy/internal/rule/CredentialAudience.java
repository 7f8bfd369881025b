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
 * The server that may see the credentials of a deployment: only that of its image or, without an image, that of its ISO
 * image, kernel or RAM disk.
 */
public final class CredentialAudience {
    private final Optional<ImageReference> mainImage;
    private final Optional<Credentials> credentials;
    private final Predicate<ImageReference> isCovered;
    private final Function<ImageReference, Origin> origins;

    private CredentialAudience(
            Optional<ImageReference> mainImage,
            Optional<Credentials> credentials,
            Predicate<ImageReference> isCovered,
            Function<ImageReference, Origin> origins) {
        this.mainImage = mainImage;
        this.credentials = credentials;
        this.isCovered = isCovered;
        this.origins = origins;
    }

    /**
     * Creates the audience of the server of a reference.
     *
     * @param isCovered whether the credentials apply to a reference, by their configuration
     * @param origins the server of a reference
     */
    public static CredentialAudience of(
            Optional<ImageReference> mainImage,
            Optional<Credentials> credentials,
            Predicate<ImageReference> isCovered,
            Function<ImageReference, Origin> origins) {
        return new CredentialAudience(mainImage, credentials, isCovered, origins);
    }

    /** Creates a request for an image, with the credentials if its server may see them. */
    public ImageRequest request(ImageReference reference) {
        ImageRequest request = ImageRequest.of(reference);
        return includes(reference) ? credentials.map(request::as).orElse(request) : request;
    }

    /** Whether the server of a reference may see the credentials. */
    public boolean includes(ImageReference reference) {
        return mainImage.map(origins).filter(origins.apply(reference)::equals).isPresent() && isCovered.test(reference);
    }
}
