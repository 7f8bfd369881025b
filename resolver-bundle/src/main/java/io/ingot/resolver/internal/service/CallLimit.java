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
 * Limits the concurrent calls to one service, in total and for each origin, so that a hanging service takes no threads
 * from other services and a silent origin takes no permits from other origins. The last permits are reserved for
 * origins without a running call. An abandoned call, which continues after its end, releases its permit; only very many
 * of them count. Safe for concurrent use.
 */
public final class CallLimit {
    /** One origin may have a quarter of all permits; another quarter is reserved for origins without a running call. */
    private static final int ORIGIN_FRACTION = 4;
    /** How many abandoned calls do not count, as a multiple of the limit. */
    private static final int FREE_ABANDONED = 4;

    private final int limit;
    private final int share;
    private final Map<Origin, Integer> activeByOrigin = new HashMap<>(); // guarded by this, as are the counts
    private int active;
    private int abandonedCount;

    CallLimit(int limit) {
        this.limit = limit;
        this.share = Math.max(1, limit / ORIGIN_FRACTION);
    }

    /**
     * Acquires a permit, to be {@linkplain Permit#release released}. Waits until one is free or the call ends.
     *
     * @param origin the origin that the call connects to; one without a host has no share and may take any permit
     * @throws ImageException if the call ends before a permit is free, with its code
     */
    public Permit acquire(Origin origin, Call call) throws ImageException, InterruptedException {
        try (Call.Registration wake = call.onCancel(this::wake)) {
            return await(origin, call);
        }
    }

    /**
     * Counts a reader that is abandoned in the service.
     *
     * @return to be released when the reader returns
     */
    public synchronized Permit abandonedReader() {
        abandonedCount++;
        return new Permit(null, true);
    }

    /** Describes the running calls and the limit that applies, for a message about a wait. */
    public synchronized String describe(Origin origin) {
        int own = activeByOrigin.getOrDefault(origin, 0);
        return own > 0 && origin.host().isPresent()
                ? own + " calls to " + origin + " are running, the limit of one origin is " + share
                : load() + " calls are running, the limit of one service is " + limit;
    }

    private synchronized Permit await(Origin origin, Call call) throws ImageException, InterruptedException {
        while (!isFree(origin)) {
            call.check();
            wait();
        }
        active++;
        activeByOrigin.merge(origin, 1, Integer::sum);
        return new Permit(origin, false);
    }

    private boolean isFree(Origin origin) {
        int own = activeByOrigin.getOrDefault(origin, 0);
        if (origin.host().isEmpty()) {
            return load() < limit;
        }
        return own == 0 ? load() < limit : own < share && load() < limit - share;
    }

    private int load() {
        return active + Math.max(0, abandonedCount - FREE_ABANDONED * limit);
    }

    private synchronized void wake() {
        notifyAll();
    }

    /** A permit for one call. Safe for concurrent use. */
    public final class Permit {
        private final @Nullable Origin origin; // null for an abandoned reader
        private boolean abandoned; // guarded by the limit, as is released
        private boolean released;

        private Permit(@Nullable Origin origin, boolean abandoned) {
            this.origin = origin;
            this.abandoned = abandoned;
        }

        /** Releases the permit after the call has returned. Further releases have no effect. */
        public void release() {
            synchronized (CallLimit.this) {
                if (!released) {
                    released = true;
                    if (abandoned) {
                        abandonedCount--;
                    } else {
                        deactivate();
                    }
                    CallLimit.this.notifyAll();
                }
            }
        }

        /** Abandons a call that continues after its end: other calls do not wait for it. */
        public void abandon() {
            synchronized (CallLimit.this) {
                if (!released && !abandoned) {
                    abandoned = true;
                    abandonedCount++;
                    deactivate();
                    CallLimit.this.notifyAll();
                }
            }
        }

        private void deactivate() {
            active--;
            activeByOrigin.computeIfPresent(
                    Objects.requireNonNull(origin), (key, count) -> count == 1 ? null : count - 1);
        }
    }
}
