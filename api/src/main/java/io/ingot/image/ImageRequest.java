// SPDX-License-Identifier: Apache-2.0
package io.ingot.image;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which image, as whom, for which architecture. With {@linkplain #credentials() credentials}, these are used and no
 * others. To a request without, the resolver adds those that the operator configured for the reference, if its authority is
 * a host and it names no user; without any, the service uses its own. They are for the reference itself, never for a
 * location or redirect that it leads to.
 */
public final class ImageRequest {
    private final ImageReference reference;
    private final @Nullable Credentials credentials;
    private final @Nullable String architecture;
    private final @Nullable ImageInfo ifNotModified;
    private final boolean noCache;
    private final AddressScope referrerScope;

    private ImageRequest(
            ImageReference reference,
            @Nullable Credentials credentials,
            @Nullable String architecture,
            @Nullable ImageInfo ifNotModified,
            boolean noCache,
            AddressScope referrerScope) {
        this.reference = Objects.requireNonNull(reference);
        this.credentials = credentials;
        this.architecture = architecture;
        this.ifNotModified = ifNotModified;
        this.noCache = noCache;
        this.referrerScope = referrerScope;
    }

    /** Asks for an image with the service's own credentials. */
    public static ImageRequest of(ImageReference reference) {
        return new ImageRequest(reference, null, null, null, false, AddressScope.HOST);
    }

    /** The same request, made as somebody. */
    public ImageRequest as(Credentials somebody) {
        return new ImageRequest(
                reference, Objects.requireNonNull(somebody), architecture, ifNotModified, noCache, referrerScope);
    }

    /** The same request, for machines of an architecture: {@code x86_64}, {@code aarch64}. */
    public ImageRequest architecture(String wanted) {
        return new ImageRequest(
                reference, credentials, Objects.requireNonNull(wanted), ifNotModified, noCache, referrerScope);
    }

    /**
     * The same request, by somebody who holds the bytes of which {@code info} was shown earlier: the service may ask its
     * origin whether they are current still ({@code If-None-Match}, RFC 9110 §13.1.2), and answer with {@code info}.
     * Whether this caller may have them is asked all the same.
     */
    public ImageRequest ifNotModified(ImageInfo info) {
        return new ImageRequest(
                reference, credentials, architecture, Objects.requireNonNull(info), noCache, referrerScope);
    }

    /** The same request, to be answered by the origin itself and by no cache on the way (RFC 9111 §5.2.1.4), or by any. */
    public ImageRequest noCache(boolean yes) {
        return new ImageRequest(reference, credentials, architecture, ifNotModified, yes, referrerScope);
    }

    /**
     * The same request, to which a server led that answered from an address of this scope: a catalogue by a location. The
     * widest scope counts that is named.
     */
    public ImageRequest referrerScope(AddressScope scope) {
        return new ImageRequest(
                reference, credentials, architecture, ifNotModified, noCache, referrerScope.orWider(scope));
    }

    /** Which image. */
    public ImageReference reference() {
        return reference;
    }

    /** As whom; absent for the service's own credentials. A service that is asked finds configured ones here, too. */
    public Optional<Credentials> credentials() {
        return Optional.ofNullable(credentials);
    }

    /** For which architecture, where the service has the choice. */
    public Optional<String> architecture() {
        return Optional.ofNullable(architecture);
    }

    /** What was shown of the bytes that the caller holds; absent if it holds none. */
    public Optional<ImageInfo> ifNotModified() {
        return Optional.ofNullable(ifNotModified);
    }

    /** Whether no cache on the way may answer. */
    public boolean noCache() {
        return noCache;
    }

    /**
     * From how far the request was led here; HOST if the caller itself named the reference. A transport connects to no
     * address that this scope {@linkplain AddressScope#mayReferTo may not lead to}, unless the policy says otherwise.
     */
    public AddressScope referrerScope() {
        return referrerScope;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ImageRequest that
                && reference.equals(that.reference)
                && Objects.equals(credentials, that.credentials)
                && Objects.equals(architecture, that.architecture)
                && Objects.equals(ifNotModified, that.ifNotModified)
                && noCache == that.noCache
                && referrerScope == that.referrerScope;
    }

    @Override
    public int hashCode() {
        return Objects.hash(reference, credentials, architecture, ifNotModified, noCache, referrerScope);
    }

    /** Without secrets. */
    @Override
    public String toString() {
        return reference
                + (credentials == null ? "" : " with " + credentials.getClass().getSimpleName())
                + (architecture == null ? "" : " for " + architecture);
    }
}
