// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.progress;

import io.ingot.image.ImageException;
import io.ingot.image.ImageReference;
import io.ingot.image.engine.AttemptLimits;
import io.ingot.image.engine.AttemptListener;
import java.time.Duration;

/**
 * How a fetch asks the resolver: each attempt is bounded like a stall, and shown.
 *
 * @param stallTimeout how long an answer may take
 * @param retries how often a failed attempt is repeated at the most
 * @param meter shows what is waited for
 */
public record ResolverAttempts(Duration stallTimeout, int retries, ProgressMeter meter) {
    private static final String PROPERTY = "io.ingot.fetch/stallTimeoutMillis";

    /** For a question about the image. */
    public AttemptLimits limits() {
        return limits(retries, new Shown(meter, "", true));
    }

    /** The same for a question that the caller itself repeats. */
    public AttemptLimits once() {
        return limits(0, new Shown(meter, "", false));
    }

    /** For a question about a file that is read beside the image, of which {@code what} says what it is. */
    public AttemptLimits limits(String what) {
        return limits(retries, new Shown(meter, what + " ", true));
    }

    private AttemptLimits limits(int most, AttemptListener listener) {
        return new AttemptLimits(stallTimeout, PROPERTY, most, listener);
    }

    /** Shows a question, and counts its attempts unless the caller does. */
    private record Shown(ProgressMeter meter, String prefix, boolean counts) implements AttemptListener {
        @Override
        public void waiting(ImageReference reference) {
            meter.waitsFor("the service of the scheme " + reference.scheme());
        }

        @Override
        public void asking(ImageReference reference, int left) {
            if (counts) {
                meter.attemptsLeft(left);
            }
            meter.waitsFor(prefix + reference + ": first byte of the answer");
        }

        @Override
        public void failed(ImageException failure) {
            meter.failed(failure.getMessage());
            meter.waitsFor("the next attempt, after a pause");
        }
    }
}
