// SPDX-License-Identifier: Apache-2.0
package io.ingot.resolver.internal.call;

import io.ingot.image.Call;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/** A pause before a retry; a test may shorten it. */
@FunctionalInterface
public interface RetryPause {
    /** Sleeps on the calling thread. */
    RetryPause REAL = RetryPause::sleep;

    /**
     * Returns after a duration.
     *
     * @throws ImageException immediately when the call ends, with its code
     */
    void pause(Duration duration, Call call) throws ImageException;

    private static void sleep(Duration duration, Call call) throws ImageException {
        CountDownLatch end = new CountDownLatch(1);
        try (Call pause = call.child(duration);
                Call.Registration registration = pause.onCancel(end::countDown)) {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ImageException(ErrorCode.CANCELLED, "the thread was interrupted before a retry");
        }
        call.check();
    }
}
