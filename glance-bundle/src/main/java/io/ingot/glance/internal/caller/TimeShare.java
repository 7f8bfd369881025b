// SPDX-License-Identifier: Apache-2.0
package io.ingot.glance.internal.caller;

import io.ingot.image.Call;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import java.time.Duration;

/** Runs optional steps within a part of the remaining time, so that a hanging step leaves time for the next. */
public final class TimeShare {
    /** The limit for a call without a deadline or with a late one. */
    private static final Duration MAX_SHARE = Duration.ofSeconds(30);

    private TimeShare() {}

    /** An optional step. */
    @FunctionalInterface
    public interface Step<T> {
        /** Runs within {@code part}. */
        T run(Call part) throws ImageException;
    }

    /**
     * Runs a step within half of the remaining time.
     *
     * @throws ImageException of the step; a retryable TRANSFER_FAILED if the step's time is over and the call's is not
     */
    public static <T> T run(Call call, Step<T> step) throws ImageException {
        Duration share = call.remaining()
                .map(left -> left.dividedBy(2))
                .filter(half -> half.compareTo(MAX_SHARE) < 0)
                .orElse(MAX_SHARE);
        try (Call part = call.child(share)) {
            return step.run(part);
        } catch (ImageException e) {
            if (e.code() != ErrorCode.TIMED_OUT || call.isEnded()) {
                throw e;
            }
            ImageException failure = new ImageException(
                            ErrorCode.TRANSFER_FAILED,
                            "no response within " + share.toMillis() + " ms: " + e.getMessage(),
                            e)
                    .withDetails(e.details());
            throw e.service().map(failure::withService).orElse(failure);
        }
    }
}
