// SPDX-License-Identifier: Apache-2.0
package io.ingot.image;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which image, as whom, for which architecture. With {@linkplain #credentials() credentials}, these are used and no
 * others; without, the service uses its own. They are for the reference itself, never for a location it leads to.
 */
public final class ImageRequest {
    private final ImageReference reference;
    private final @Nullable Credentials credentials;
    private final @Nullable String architecture;

    private ImageRequest(ImageReference reference, @Nullable Credentials credentials, @Nullable String architecture) {
        this.reference = Objects.requireNonNull(reference);
        this.credentials = credentials;
        this.architecture = architecture;
    }

    /** Asks for an image with the service's own credentials. */
    public static ImageRequest of(ImageReference reference) {
        return new ImageRequest(reference, null, null);
    }

    /** The same request, made as somebody. */
    public ImageRequest as(Credentials somebody) {
        return new ImageRequest(reference, Objects.requireNonNull(somebody), architecture);
    }

    /** The same request, for machines of an architecture: {@code x86_64}, {@code aarch64}. */
    public ImageRequest architecture(String wanted) {
        return new ImageRequest(reference, credentials, Objects.requireNonNull(wanted));
    }

    /** Which image. */
    public ImageReference reference() {
        return reference;
    }

    /** As whom; absent for the service's own credentials. */
    public Optional<Credentials> credentials() {
        return Optional.ofNullable(credentials);
    }

    /** For which architecture, where the service has the choice. */
    public Optional<String> architecture() {
        return Optional.ofNullable(architecture);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ImageRequest that
                && reference.equals(that.reference)
                && Objects.equals(credentials, that.credentials)
                && Objects.equals(architecture, that.architecture);
    }

    @Override
    public int hashCode() {
        return Objects.hash(reference, credentials, architecture);
    }

    /** Without secrets. */
    @Override
    public String toString() {
        return reference
                + (credentials == null ? "" : " with " + credentials.getClass().getSimpleName())
                + (architecture == null ? "" : " for " + architecture);
    }
}
