// SPDX-License-Identifier: Apache-2.0
package io.ingot.resolver.internal.held;

import io.ingot.image.Call;
import io.ingot.image.ImageException;

/**
 * Bounds how many calls are at work in one service, so that one that hangs takes no threads from the others. Readers that
 * were left behind in it count.
 */
public final class Turns {
    private final int limit;
    private int taken;

    Turns(int limit) {
        this.limit = limit;
    }

    /**
     * Takes a turn, to be {@linkplain #giveBack given back}; waits for one while the call runs.
     *
     * @throws ImageException if the call ends first, with its code
     */
    public void take(Call call) throws ImageException, InterruptedException {
        try (Call.Escape wake = call.onCancel(this::wake)) {
            await(call);
        }
    }

    /** Takes a turn for a reader that was left behind in the service, be one free or not; given back when it returns. */
    public synchronized void occupy() {
        taken++;
    }

    /** Gives back what {@link #take} or {@link #occupy} took. */
    public synchronized void giveBack() {
        taken--;
        notifyAll();
    }

    private synchronized void await(Call call) throws ImageException, InterruptedException {
        call.check();
        while (taken >= limit) {
            wait();
            call.check();
        }
        taken++;
    }

    private synchronized void wake() {
        notifyAll();
    }
}
