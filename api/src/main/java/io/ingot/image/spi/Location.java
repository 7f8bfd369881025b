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
 * Where a catalogue says that the bytes lie: a reference of a transport, with the credentials for it. Those of the
 * request that led here are never used for it. Immutable; prints no secret.
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

    /** A location that is asked with the transport's own credentials. */
    public static Location of(ImageReference reference) {
        return new Location(reference, null, null, AddressScope.HOST);
    }

    /** The same location, asked as somebody. */
    public Location as(Credentials somebody) {
        return new Location(reference, Objects.requireNonNull(somebody), until, referrerScope);
    }

    /** The same location, whose grant ends at a moment: the catalogue is asked again rather than tried in vain. */
    public Location until(Instant expiry) {
        return new Location(reference, credentials, Objects.requireNonNull(expiry), referrerScope);
    }

    /**
     * The same location, which a server named that answered from an address of this scope. A catalogue says so of each
     * location that it did not make from the operator's settings: a server on the Internet shall not lead into the
     * operator's networks ({@link ImageRequest#referrerScope()}).
     */
    public Location referrerScope(AddressScope scope) {
        return new Location(reference, credentials, until, scope);
    }

    /** Where. */
    public ImageReference reference() {
        return reference;
    }

    /** As whom; absent for the transport's own credentials. */
    public Optional<Credentials> credentials() {
        return Optional.ofNullable(credentials);
    }

    /** When the grant ends, if that is known. */
    public Optional<Instant> until() {
        return Optional.ofNullable(until);
    }

    /** From how far this location was named; HOST where the catalogue vouches for it itself. */
    public AddressScope referrerScope() {
        return referrerScope;
    }

    /** The request that a transport is asked with. */
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
