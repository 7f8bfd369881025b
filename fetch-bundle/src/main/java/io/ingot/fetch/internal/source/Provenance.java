// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.source;

import io.ingot.common.digest.Sha256;
import io.ingot.image.ImageInfo;

/**
 * The origin of bytes, in a form that can be stored.
 *
 * @param requestedInfo the facts of the requested reference
 * @param reference SHA-256 of the exact reference that provided the bytes, whose text may contain secrets
 * @param info the facts of that reference
 */
public record Provenance(ImageInfo requestedInfo, String reference, ImageInfo info) {
    /** Returns the origin of the bytes of a source. */
    public static Provenance of(ResolvedSource source) {
        return new Provenance(
                source.requestedInfo(), Sha256.hex(source.reference().exact()), source.info());
    }

    /**
     * Whether the versions guarantee that bytes from {@code next} continue those from this origin. The version of a
     * transport applies to its own reference only; between two locations, the version of the catalogue decides. A size,
     * a date (RFC 9110 §8.8.2.2), or equal entity tags of two servers guarantee nothing.
     */
    public boolean isContinuedBy(Provenance next) {
        boolean sameTransport = reference.equals(next.reference)
                && info.version().isPresent()
                && next.info.version().isPresent();
        if (sameTransport && !info.sameVersion(next.info)) {
            return false;
        }
        return (sameTransport && !byDate(info, next.info))
                || (!byDate(requestedInfo, next.requestedInfo) && requestedInfo.sameVersion(next.requestedInfo));
    }

    private static boolean byDate(ImageInfo one, ImageInfo other) {
        return one.versionByDate() || other.versionByDate();
    }
}
