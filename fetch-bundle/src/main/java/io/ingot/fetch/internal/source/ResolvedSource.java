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
 * Where bytes can be read.
 *
 * @param asked what is known of the reference asked for
 * @param reference whose bytes these are: that reference, or a location's
 * @param info what the service of {@code reference} knows of it
 * @param bytes owned by the {@link SourceResolver}
 * @param expectation what all on the way here vouch for
 */
public record ResolvedSource(
        ImageInfo asked, ImageReference reference, ImageInfo info, ImageSource.Bytes bytes, Expectation expectation) {
    /** The size of the image, from whoever knows it. */
    public OptionalLong size() {
        return asked.size().isPresent() ? asked.size() : info.size();
    }

    /**
     * Begins to read, as {@link ImageSource.Bytes#read}. Where a strong digest proves the whole, the bytes may be of
     * another version than {@link #info} has: that of another node, which the body tells.
     */
    public Body read(long offset, long limit, Call call) throws ImageException {
        return expectation.strong() ? bytes.readAnyVersion(offset, limit, call) : bytes.read(offset, limit, call);
    }

    /** Whether bytes from here may be kept. A local file forbids nothing: that it is there already is all it says. */
    public boolean mayBeKept() {
        return info.cacheable() || bytes.file().isPresent();
    }

    /** Where bytes from here come from. */
    public Provenance origin() {
        return Provenance.of(this);
    }

    /** Whether several reads from here may be joined: a strong digest of the whole proves it, or a version promises it. */
    public boolean joins() {
        return expectation.strong() || origin().promises(origin());
    }
}
