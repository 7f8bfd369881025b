// SPDX-License-Identifier: Apache-2.0
package io.ingot.resolver.internal.call;

import io.ingot.image.Call;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/** Lets time pass. */
@FunctionalInterface
public interface RetryPause {
    /** Waits on this thread. */
    RetryPause REAL = RetryPause::await;

    /**
     * Returns after a time.
     *
     * @throws ImageException at once when the call ends, with its code
     */
    void take(Duration time, Call call) throws ImageException;

    private static void await(Duration time, Call call) throws ImageException {
        CountDownLatch over = new CountDownLatch(1);
        try (Call pause = call.child(time);
                Call.Registration end = pause.onCancel(over::countDown)) {
            over.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ImageException(ErrorCode.CANCELLED, "the thread was interrupted before a repetition");
        }
        call.check();
    }
}
