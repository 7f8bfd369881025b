// SPDX-License-Identifier: Apache-2.0
package io.ingot.image;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A request for an image: its reference, credentials and architecture. Immutable: each method with a parameter returns
 * a changed copy.
 *
 * <p>If a request has {@linkplain #credentials() credentials}, only these are used. Otherwise the resolver adds those
 * that the operator configured for the reference, if its authority is a host and it has no userinfo; without any, the
 * service uses its own. Credentials are for the reference itself, never for a location or redirect that it leads to.
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

    /** Returns a request without credentials and architecture. */
    public static ImageRequest of(ImageReference reference) {
        return new ImageRequest(reference, null, null, null, false, AddressScope.HOST);
    }

    /** Returns this request with credentials. */
    public ImageRequest as(Credentials credentials) {
        return new ImageRequest(
                reference, Objects.requireNonNull(credentials), architecture, ifNotModified, noCache, referrerScope);
    }

    /** Returns this request for machines of an architecture: {@code x86_64}, {@code aarch64}. */
    public ImageRequest architecture(String architecture) {
        return new ImageRequest(
                reference, credentials, Objects.requireNonNull(architecture), ifNotModified, noCache, referrerScope);
    }

    /**
     * Returns this request of a caller that holds the bytes that {@code info} describes. The service may ask its origin
     * whether they are still current ({@code If-None-Match}, RFC 9110 §13.1.2), and return {@code info}. It still
     * checks whether this caller may read them.
     */
    public ImageRequest ifNotModified(ImageInfo info) {
        return new ImageRequest(
                reference, credentials, architecture, Objects.requireNonNull(info), noCache, referrerScope);
    }

    /**
     * Returns this request with or without the demand that the origin itself answers, not a cache on the way (RFC 9111
     * §5.2.1.4).
     */
    public ImageRequest noCache(boolean noCache) {
        return new ImageRequest(reference, credentials, architecture, ifNotModified, noCache, referrerScope);
    }

    /**
     * Returns this request with the scope of the server that referred to it: of a catalogue that named a location, for
     * example. The widest scope that was set counts.
     */
    public ImageRequest referrerScope(AddressScope scope) {
        return new ImageRequest(
                reference, credentials, architecture, ifNotModified, noCache, referrerScope.orWider(scope));
    }

    /** Returns the reference of the image. */
    public ImageReference reference() {
        return reference;
    }

    /**
     * Returns the credentials, including configured ones if a service calls this; absent for those of the service
     * itself.
     */
    public Optional<Credentials> credentials() {
        return Optional.ofNullable(credentials);
    }

    /** Returns the architecture, for services that offer a choice. */
    public Optional<String> architecture() {
        return Optional.ofNullable(architecture);
    }

    /** Returns the description of the bytes that the caller holds; absent if it holds none. */
    public Optional<ImageInfo> ifNotModified() {
        return Optional.ofNullable(ifNotModified);
    }

    /** Returns whether the origin itself must answer, not a cache on the way. */
    public boolean noCache() {
        return noCache;
    }

    /**
     * Returns the scope of the server that referred to this image; HOST if the caller itself named it. A transport does
     * not connect to an address that a server of this scope {@linkplain AddressScope#mayReferTo may not refer to},
     * unless the policy allows it.
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

    /** Returns the reference, the kind of credentials and the architecture, without secrets. */
    @Override
    public String toString() {
        return reference
                + (credentials == null ? "" : " with " + credentials.getClass().getSimpleName())
                + (architecture == null ? "" : " for " + architecture);
    }
}
