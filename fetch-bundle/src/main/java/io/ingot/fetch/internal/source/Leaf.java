// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.source;

import io.ingot.fetch.internal.digest.Expectation;
import io.ingot.image.ImageInfo;
import io.ingot.image.ImageReference;
import io.ingot.image.spi.ImageSource;
import java.util.OptionalLong;

/**
 * Where bytes can be read.
 *
 * @param asked what is known of the reference asked for
 * @param reference whose bytes these are: that reference, or a location's
 * @param info what the service of {@code reference} knows of it
 * @param bytes owned by the {@link Route}
 * @param expectation what all on the way here vouch for
 */
public record Leaf(
        ImageInfo asked, ImageReference reference, ImageInfo info, ImageSource.Bytes bytes, Expectation expectation) {
    /** The size of the image, from whoever knows it. */
    public OptionalLong size() {
        return asked.size().isPresent() ? asked.size() : info.size();
    }

    /**
     * Whether bytes from here may be followed by bytes from {@code next}. A strong digest of the whole proves any joint.
     * Else a version must promise it: the transport's, which speaks for its own reference only; or, between two
     * locations, the catalogue's. A size, or equal entity tags of two servers, promise nothing.
     */
    public boolean mayBeFollowedBy(Leaf next) {
        if (next.expectation().strong()) {
            return true;
        }
        boolean transportPromises =
                info.version().isPresent() && next.info().version().isPresent();
        if (reference.equals(next.reference()) && transportPromises) {
            return info.sameVersion(next.info());
        }
        return asked.sameVersion(next.asked());
    }
}
