// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.progress;

import io.ingot.image.ImageException;
import io.ingot.image.ImageReference;
import io.ingot.image.engine.AttemptLimits;
import io.ingot.image.engine.AttemptListener;
import java.time.Duration;

/**
 * The limits of a fetch's calls to the resolver. Each attempt is bounded by the stall timeout, and appears in the
 * progress.
 *
 * @param stallTimeout how long an answer may take
 * @param retries how often a failed attempt is repeated
 * @param meter shows what the fetch waits for
 */
public record ResolverAttempts(Duration stallTimeout, int retries, ProgressMeter meter) {
    private static final String PROPERTY = "io.ingot.fetch/stallTimeoutMillis";

    /** Returns the limits of a call for the image. */
    public AttemptLimits limits() {
        return limits(retries, new MeterListener(meter, "", true));
    }

    /** Returns the limits of a call that the engine itself repeats. */
    public AttemptLimits once() {
        return limits(0, new MeterListener(meter, "", false));
    }

    /** Returns the limits of a call for a file that accompanies the image, such as {@code "checksum file"}. */
    public AttemptLimits limits(String fileKind) {
        return limits(retries, new MeterListener(meter, fileKind + " ", true));
    }

    private AttemptLimits limits(int maxRetries, AttemptListener listener) {
        return new AttemptLimits(stallTimeout, PROPERTY, maxRetries, listener);
    }

    /** Shows the attempts of a call in the progress, and their number unless the engine counts them. */
    private record MeterListener(ProgressMeter meter, String prefix, boolean countsAttempts)
            implements AttemptListener {
        @Override
        public void waiting(ImageReference reference) {
            meter.waitingFor("the service of the scheme " + reference.scheme());
        }

        @Override
        public void asking(ImageReference reference, int left) {
            if (countsAttempts) {
                meter.attemptsLeft(left);
            }
            meter.waitingFor(prefix + reference + ": first byte of the answer");
        }

        @Override
        public void failed(ImageException failure) {
            meter.attemptFailed(failure.getMessage());
            meter.waitingFor("the next attempt, after a pause");
        }
    }
}
