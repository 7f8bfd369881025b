// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.source;

import io.ingot.common.digest.Sha256;
import io.ingot.image.ImageInfo;

/**
 * Where bytes came from, in a form that can be written down.
 *
 * @param asked what was known of the reference asked for
 * @param reference SHA-256 of the exact text of the reference whose bytes they are: the text may hold secrets
 * @param info what its service knew of it
 */
public record Provenance(ImageInfo asked, String reference, ImageInfo info) {
    /** The origin of a leaf's bytes. */
    public static Provenance of(ResolvedSource leaf) {
        return new Provenance(leaf.asked(), Sha256.hex(leaf.reference().exact()), leaf.info());
    }

    /**
     * Whether a version promises that bytes from {@code next} go on with those from here: the transport's, which speaks for
     * its own reference only; or, between two locations, the catalogue's. A size, a date (RFC 9110 §8.8.2.2), or equal
     * entity tags of two servers, promise nothing.
     */
    public boolean promises(Provenance next) {
        boolean transportSpeaks = reference.equals(next.reference)
                && info.version().isPresent()
                && next.info.version().isPresent();
        if (transportSpeaks && !info.sameVersion(next.info)) {
            return false;
        }
        return (transportSpeaks && !byDate(info, next.info))
                || (!byDate(asked, next.asked) && asked.sameVersion(next.asked));
    }

    private static boolean byDate(ImageInfo one, ImageInfo other) {
        return one.versionByDate() || other.versionByDate();
    }
}
