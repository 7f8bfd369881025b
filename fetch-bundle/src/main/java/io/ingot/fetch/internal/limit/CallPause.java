// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.limit;

import io.ingot.image.Call;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Waits that end with a call. */
public final class CallPause {
    private CallPause() {}

    /**
     * Waits for a time.
     *
     * @throws ImageException the end of the call, as soon as it ends
     */
    public static void of(Duration time, Call call) throws ImageException {
        CountDownLatch ended = new CountDownLatch(1);
        try (Call.Registration registration = call.onCancel(ended::countDown)) {
            if (ended.await(time.toNanos(), TimeUnit.NANOSECONDS)) {
                call.check();
            }
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /**
     * Waits until a latch is counted down.
     *
     * @param decided a latch that no other caller waits for, since the end of the call counts it down as well
     * @throws ImageException the end of the call, as soon as it ends
     */
    public static void until(CountDownLatch decided, Call call) throws ImageException {
        try (Call.Registration registration = call.onCancel(decided::countDown)) {
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
