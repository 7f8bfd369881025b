// SPDX-License-Identifier: Apache-2.0
package io.ingot.glance.internal.caller;

import io.ingot.image.Call;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import java.time.Duration;

/** The time of a step that the whole can do without: whoever hangs in it leaves time for what follows. */
public final class TimeShare {
    /** Of a call without a deadline. */
    private static final Duration MAX_SHARE = Duration.ofSeconds(30);

    private TimeShare() {}

    /** What takes a share. */
    @FunctionalInterface
    public interface Step<T> {
        /** Does it, and ends with {@code part}. */
        T run(Call part) throws ImageException;
    }

    /**
     * Does a step within half of the time that is left.
     *
     * @throws ImageException what the step throws; retryable TRANSFER_FAILED if its share is over and the whole is not
     */
    public static <T> T run(Call whole, Step<T> step) throws ImageException {
        Duration share = whole.remaining()
                .map(left -> left.dividedBy(2))
                .filter(half -> half.compareTo(MAX_SHARE) < 0)
                .orElse(MAX_SHARE);
        try (Call part = whole.child(share)) {
            return step.run(part);
        } catch (ImageException e) {
            if (e.code() != ErrorCode.TIMED_OUT || whole.ended()) {
                throw e;
            }
            throw new ImageException(
                    ErrorCode.TRANSFER_FAILED, "no answer within " + share.toMillis() + " ms: " + e.getMessage(), e);
        }
    }
}
