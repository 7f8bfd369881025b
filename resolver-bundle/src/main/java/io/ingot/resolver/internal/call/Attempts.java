// SPDX-License-Identifier: Apache-2.0
package io.ingot.resolver.internal.call;

import io.ingot.image.Call;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The attempts of one request. A retryable failure is followed by another attempt, after a pause that doubles each
 * time. Up to half of a pause is random, so that many callers do not return at the same moment. Confined to one thread.
 */
public final class Attempts {
    private static final Logger LOG = LoggerFactory.getLogger(Attempts.class);

    private final RetryRule rule;
    private final RetryPause pause;
    private final DoubleSupplier random;
    private final Consumer<ImageException> onFailure;
    private int failures;

    /**
     * Creates a count of no attempts.
     *
     * @param random numbers from 0 to 1
     * @param onFailure called with each failure that another attempt follows
     */
    public Attempts(RetryRule rule, RetryPause pause, DoubleSupplier random, Consumer<ImageException> onFailure) {
        this.rule = rule;
        this.pause = pause;
        this.random = random;
        this.onFailure = onFailure;
    }

    /** Returns how many attempts may still be made. */
    public int remaining() {
        return rule.retries() - failures + 1;
    }

    /**
     * Pauses until the next attempt is due.
     *
     * @throws ImageException {@code failure}, if it is not retryable, no attempt is left, or the pause would be longer
     *     than the rule or the call allows; or the code with which the call ended
     */
    public void pauseAfter(ImageException failure, Call call) throws ImageException {
        boolean isRetryable =
                failure.code() == ErrorCode.TRANSFER_FAILED && failure.retryable() && !failure.isVersionChange();
        if (!isRetryable || failures >= rule.retries()) {
            throw failure;
        }
        Duration requested = failure.retryAfter().orElse(Duration.ZERO);
        if (requested.compareTo(rule.longestPause()) > 0) {
            throw failure;
        }
        Duration time = requested.plus(backOff());
        if (call.remaining().filter(left -> left.compareTo(time) <= 0).isPresent()) {
            throw failure;
        }
        failures++;
        LOG.debug(
                "attempt {} of {} after {} ms: {}",
                failures + 1,
                rule.retries() + 1,
                time.toMillis(),
                failure.getMessage());
        onFailure.accept(failure);
        pause.pause(time, call);
    }

    private Duration backOff() {
        long doubled = rule.pause().toMillis() << Math.min(failures, 20);
        long longest = Math.min(doubled, rule.longestPause().toMillis());
        return Duration.ofMillis(longest / 2 + (long) (longest * random.getAsDouble()) / 2);
    }
}
