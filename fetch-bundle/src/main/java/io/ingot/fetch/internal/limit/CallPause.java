// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.limit;

import io.ingot.image.Call;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Waiting that ends with its call. */
public final class CallPause {
    private CallPause() {}

    /**
     * Returns after a time.
     *
     * @throws ImageException the end of the call, as soon as it ends
     */
    public static void of(Duration time, Call call) throws ImageException {
        CountDownLatch ended = new CountDownLatch(1);
        try (Call.Registration escape = call.onCancel(ended::countDown)) {
            if (ended.await(time.toNanos(), TimeUnit.NANOSECONDS)) {
                call.check();
            }
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /**
     * Returns when somebody counts the latch down.
     *
     * @param decided of this waiter alone: the end of the call counts it down, too
     * @throws ImageException the end of the call, as soon as it ends
     */
    public static void until(CountDownLatch decided, Call call) throws ImageException {
        try (Call.Registration escape = call.onCancel(decided::countDown)) {
            decided.await();
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
        call.check();
    }

    private static ImageException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new ImageException(ErrorCode.CANCELLED, "the thread of the fetch was interrupted", e);
    }
}
