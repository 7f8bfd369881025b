// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.transfer;

import io.ingot.fetch.internal.limit.LeastRate;
import java.util.function.LongSupplier;

/**
 * Whether the attempts of one transfer get on. An origin that sends a few bytes before each break does not: those that come
 * more slowly than the least rate, pauses included, start no count anew, nor do a few behind very many that came before.
 * Used by one thread.
 */
final class AttemptProgress {
    /** How many bytes may move for each new one. */
    private static final long MOST_MOVED = 16;

    private final LeastRate least;
    private final LongSupplier nanos;
    private long most;
    private long movedThen;
    private long windowBegan;
    private long heldThen;
    private boolean slow;

    AttemptProgress(LeastRate least, LongSupplier nanos) {
        this.least = least;
        this.nanos = nanos;
        this.windowBegan = nanos.getAsLong();
    }

    /** This much time was not the origin's. */
    void excuse(long time) {
        windowBegan += time;
    }

    /**
     * Hears what is held after an attempt.
     *
     * @param moved the bytes that came from the origin in all attempts
     * @param tooSlow whether that is why it ended
     * @return whether it brought something that counts
     */
    boolean made(long held, long moved, boolean tooSlow) {
        long more = Math.max(0, held - most);
        boolean worthIt = more > 0 && moved - movedThen <= MOST_MOVED * more;
        most += more;
        movedThen = moved;
        long now = nanos.getAsLong();
        boolean filled = least.fillsWindow(most - heldThen);
        boolean missed = tooSlow || least.missedBy(most - heldThen, now - windowBegan);
        if (filled || missed) {
            slow = !filled;
            windowBegan = now;
            heldThen = most;
        }
        return worthIt && !slow;
    }
}
