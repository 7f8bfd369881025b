// SPDX-License-Identifier: Apache-2.0
package io.ingot.glance.internal.swift;

import io.ingot.image.ImageReference;
import java.time.Instant;

/**
 * A temporary URL. Prints no secret: a reference hides the values of its query.
 *
 * @param reference the URL, signature included
 * @param expires when Swift no longer takes it, a whole second
 */
record SignedUrl(ImageReference reference, Instant expires) {
    /** Whether it can be used at a moment, and a while after. */
    boolean isValidAfter(Instant moment) {
        return expires.isAfter(moment);
    }
}
