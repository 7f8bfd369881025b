// SPDX-License-Identifier: Apache-2.0
package io.ingot.resolver.internal.service;

import io.ingot.image.Call;
import io.ingot.image.ImageException;
import io.ingot.image.Origin;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Bounds how many calls are at work in one service, in all and for one origin: a service that hangs takes no threads from
 * the others, and an origin that is silent takes no turns from the others. The last turns are for origins that have none.
 * A call that is left behind, because it goes on after its end, gives its turn back, unless there are very many of them.
 * Safe for concurrent use.
 */
public final class CallLimit {
    /** A quarter: what one origin may have of all turns, and what is kept for origins that have none. */
    private static final int SHARE = 4;
    /** How many calls may be left behind at no cost, as a multiple of the limit. */
    private static final int LEFT_BEHIND = 4;

    private final int limit;
    private final int share;
    private final Map<Origin, Integer> taken = new HashMap<>(); // by origin; guarded by this, as is the next
    private int working;
    private int leftBehind;

    CallLimit(int limit) {
        this.limit = limit;
        this.share = Math.max(1, limit / SHARE);
    }

    /**
     * Takes a turn, to be {@linkplain Turn#giveBack given back}; waits for one while the call runs.
     *
     * @param origin the origin that the call asks; one without a host has no share of its own, but any turn
     * @throws ImageException if the call ends while there is none, with its code
     */
    public Turn take(Origin origin, Call call) throws ImageException, InterruptedException {
        try (Call.Registration wake = call.onCancel(this::wake)) {
            return await(origin, call);
        }
    }

    /** The turn of a reader that was left behind in the service; given back when it returns. */
    public synchronized Turn leftBehind() {
        leftBehind++;
        return new Turn(null, true);
    }

    /** How many calls are at work, for a message to somebody who waits. */
    public synchronized String describe(Origin origin) {
        int own = taken.getOrDefault(origin, 0);
        return own > 0 && origin.host().isPresent()
                ? own + " calls to " + origin + " are under way, of " + share + " that one origin may have"
                : load() + " calls are under way, of " + limit + " that one service may have";
    }

    private synchronized Turn await(Origin origin, Call call) throws ImageException, InterruptedException {
        while (!isFree(origin)) {
            call.check();
            wait();
        }
        working++;
        taken.merge(origin, 1, Integer::sum);
        return new Turn(origin, false);
    }

    private boolean isFree(Origin origin) {
        int own = taken.getOrDefault(origin, 0);
        if (origin.host().isEmpty()) {
            return load() < limit;
        }
        return own == 0 ? load() < limit : own < share && load() < limit - share;
    }

    private int load() {
        return working + Math.max(0, leftBehind - LEFT_BEHIND * limit);
    }

    private synchronized void wake() {
        notifyAll();
    }

    /** The right to be at work in the service. Safe for concurrent use. */
    public final class Turn {
        private final @Nullable Origin origin; // of a call; a reader that was left behind has none
        private boolean behind; // guarded by the turns, as is the next
        private boolean over;

        private Turn(@Nullable Origin origin, boolean behind) {
            this.origin = origin;
            this.behind = behind;
        }

        /** The call has returned. A second time changes nothing. */
        public void giveBack() {
            synchronized (CallLimit.this) {
                if (!over) {
                    over = true;
                    if (behind) {
                        leftBehind--;
                    } else {
                        stopWorking();
                    }
                    CallLimit.this.notifyAll();
                }
            }
        }

        /** The call goes on although it has ended: others need not wait for it. */
        public void leaveBehind() {
            synchronized (CallLimit.this) {
                if (!over && !behind) {
                    behind = true;
                    leftBehind++;
                    stopWorking();
                    CallLimit.this.notifyAll();
                }
            }
        }

        private void stopWorking() {
            working--;
            taken.computeIfPresent(Objects.requireNonNull(origin), (same, count) -> count == 1 ? null : count - 1);
        }
    }
}
