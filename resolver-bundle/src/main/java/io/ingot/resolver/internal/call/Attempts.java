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
 * The attempts of one request: what may pass is asked again, after a pause that doubles each time. Half of a pause is
 * left to chance, so that many callers do not come back at once. Used by one thread.
 */
public final class Attempts {
    private static final Logger LOG = LoggerFactory.getLogger(Attempts.class);

    private final RetryRule rule;
    private final RetryPause pause;
    private final DoubleSupplier chance;
    private final Consumer<ImageException> failed;
    private int made;

    /**
     * Nothing has been tried yet.
     *
     * @param chance numbers from 0 to 1
     * @param failed told of each failure after which another attempt follows
     */
    public Attempts(RetryRule rule, RetryPause pause, DoubleSupplier chance, Consumer<ImageException> failed) {
        this.rule = rule;
        this.pause = pause;
        this.chance = chance;
        this.failed = failed;
    }

    /** How many attempts may be made from now on. */
    public int left() {
        return rule.retries() - made + 1;
    }

    /**
     * Returns when the call is to be made again.
     *
     * @throws ImageException {@code failure}, if repeating is of no use: it will not pass, was repeated often enough, or
     *     the pause would be longer than the rule or the call allows; or as the call ended
     */
    public void pauseAfter(ImageException failure, Call call) throws ImageException {
        boolean mayPass =
                failure.code() == ErrorCode.TRANSFER_FAILED && failure.retryable() && !failure.isVersionChange();
        if (!mayPass || made >= rule.retries()) {
            throw failure;
        }
        Duration asked = failure.retryAfter().orElse(Duration.ZERO);
        if (asked.compareTo(rule.longestPause()) > 0) {
            throw failure;
        }
        Duration time = asked.plus(backOff());
        if (call.remaining().filter(left -> left.compareTo(time) <= 0).isPresent()) {
            throw failure;
        }
        made++;
        LOG.debug(
                "attempt {} of {} after {} ms: {}",
                made + 1,
                rule.retries() + 1,
                time.toMillis(),
                failure.getMessage());
        failed.accept(failure);
        pause.take(time, call);
    }

    private Duration backOff() {
        long doubled = rule.pause().toMillis() << Math.min(made, 20);
        long longest = Math.min(doubled, rule.longestPause().toMillis());
        return Duration.ofMillis(longest / 2 + (long) (longest * chance.getAsDouble()) / 2);
    }
}
