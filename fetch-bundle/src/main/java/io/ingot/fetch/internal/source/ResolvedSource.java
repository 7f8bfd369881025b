// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.source;

import io.ingot.fetch.internal.digest.Expectation;
import io.ingot.image.Call;
import io.ingot.image.ImageException;
import io.ingot.image.ImageInfo;
import io.ingot.image.ImageReference;
import io.ingot.image.spi.Body;
import io.ingot.image.spi.ImageSource;
import java.util.OptionalLong;

/**
 * A source of bytes to which a reference was resolved.
 *
 * @param requestedInfo the facts of the requested reference
 * @param reference provides the bytes: the requested reference, or a location
 * @param info the facts of {@code reference}
 * @param bytes owned by the {@link SourceResolver}
 * @param expectation the checksums of the caller and of every service that led here
 */
public record ResolvedSource(
        ImageInfo requestedInfo,
        ImageReference reference,
        ImageInfo info,
        ImageSource.Bytes bytes,
        Expectation expectation) {
    /** Returns the size of the image, if any service declares it. */
    public OptionalLong size() {
        return requestedInfo.size().isPresent() ? requestedInfo.size() : info.size();
    }

    /**
     * Opens a body, as {@link ImageSource.Bytes#read} does. If a strong checksum proves the whole, the bytes may be of
     * another version than {@link #info}, such as that of another node; the body then says so.
     */
    public Body read(long offset, long limit, Call call) throws ImageException {
        return expectation.isStrong() ? bytes.readAnyVersion(offset, limit, call) : bytes.read(offset, limit, call);
    }

    /** Whether the bytes may be cached. A local file never forbids it. */
    public boolean mayBeCached() {
        return info.cacheable() || bytes.file().isPresent();
    }

    /** Returns the origin of the bytes. */
    public Provenance provenance() {
        return Provenance.of(this);
    }

    /**
     * Whether the bytes of several reads may be joined: a strong checksum proves the whole, or a version guarantees it.
     */
    public boolean isJoinable() {
        return expectation.isStrong() || provenance().isContinuedBy(provenance());
    }
}
