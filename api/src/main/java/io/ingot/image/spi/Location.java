// SPDX-License-Identifier: Apache-2.0
package io.ingot.image.spi;

import io.ingot.image.AddressScope;
import io.ingot.image.Credentials;
import io.ingot.image.ImageReference;
import io.ingot.image.ImageRequest;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A location of the bytes of an image, which a catalogue names: a reference of a transport, with the credentials for
 * it. The credentials of the original request are never used for it. Immutable: each method with a parameter returns a
 * changed copy.
 */
public final class Location {
    private final ImageReference reference;
    private final @Nullable Credentials credentials;
    private final @Nullable Instant until;
    private final AddressScope referrerScope;

    private Location(
            ImageReference reference,
            @Nullable Credentials credentials,
            @Nullable Instant until,
            AddressScope referrerScope) {
        this.reference = Objects.requireNonNull(reference);
        this.credentials = credentials;
        this.until = until;
        this.referrerScope = Objects.requireNonNull(referrerScope);
    }

    /** Returns a location without credentials, for which the transport uses its own. */
    public static Location of(ImageReference reference) {
        return new Location(reference, null, null, AddressScope.HOST);
    }

    /** Returns this location with credentials. */
    public Location as(Credentials credentials) {
        return new Location(reference, Objects.requireNonNull(credentials), until, referrerScope);
    }

    /** Returns this location with the time at which its grant expires. After that the catalogue is queried again. */
    public Location until(Instant expiry) {
        return new Location(reference, credentials, Objects.requireNonNull(expiry), referrerScope);
    }

    /**
     * Returns this location with the scope of the address of the server that named it. A catalogue sets it for each
     * location that does not come from the operator's settings, so that a server on the Internet cannot refer to the
     * operator's networks ({@link ImageRequest#referrerScope()}).
     */
    public Location referrerScope(AddressScope scope) {
        return new Location(reference, credentials, until, scope);
    }

    /** Returns the reference of the transport. */
    public ImageReference reference() {
        return reference;
    }

    /** Returns the credentials; absent for those of the transport. */
    public Optional<Credentials> credentials() {
        return Optional.ofNullable(credentials);
    }

    /** Returns when the grant expires; absent if unknown. */
    public Optional<Instant> until() {
        return Optional.ofNullable(until);
    }

    /** Returns the scope of the server that named this location; HOST if the catalogue itself vouches for it. */
    public AddressScope referrerScope() {
        return referrerScope;
    }

    /** Returns the request for the transport. */
    public ImageRequest request() {
        ImageRequest request = ImageRequest.of(reference).referrerScope(referrerScope);
        return credentials == null ? request : request.as(credentials);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Location that && request().equals(that.request()) && Objects.equals(until, that.until);
    }

    @Override
    public int hashCode() {
        return Objects.hash(reference, credentials, until, referrerScope);
    }

    @Override
    public String toString() {
        return reference.toString();
    }
}
