// SPDX-License-Identifier: Apache-2.0
package io.ingot.httpclient.internal.address;

import org.jspecify.annotations.Nullable;

/**
 * Unblocks one thread, whatever it waits for at the moment: a lookup, a free connection, a socket. It trips once, and
 * then unblocks at once whatever is guarded later. Safe for concurrent use.
 */
public final class Breaker {
    private @Nullable Runnable unblock;
    private boolean tripped;

    /** From now on, {@code action} is what unblocks the thread. It must not block. */
    public void guard(Runnable action) {
        boolean late;
        synchronized (this) {
            unblock = action;
            late = tripped;
        }
        if (late) {
            action.run();
        }
    }

    /** Unblocks. */
    public void trip() {
        Runnable action;
        synchronized (this) {
            tripped = true;
            action = unblock;
        }
        if (action != null) {
            action.run();
        }
    }
}
