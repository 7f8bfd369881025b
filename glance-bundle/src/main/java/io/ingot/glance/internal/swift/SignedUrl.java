// SPDX-License-Identifier: Apache-2.0
package io.ingot.glance.internal.swift;

import io.ingot.image.ImageReference;
import java.time.Instant;

/**
 * A temporary URL. Its text form contains no secret, since a reference hides the values of its query.
 *
 * @param reference the URL with its signature
 * @param expires when Swift stops accepting it, a whole second
 */
record SignedUrl(ImageReference reference, Instant expires) {
    /** Whether the URL is still valid after a moment. */
    boolean isValidAfter(Instant moment) {
        return expires.isAfter(moment);
    }
}
