// SPDX-License-Identifier: Apache-2.0
package io.ingot.httpclient.internal.address;

import io.ingot.image.Call;
import io.ingot.image.ImageException;
import java.util.HashMap;
import java.util.Map;

/**
 * Bounds how many look-ups are under way, in all and below one domain: a look-up cannot be ended, and one domain whose name
 * servers are silent takes no turns from the others. The last turns are for domains that have none. Safe for concurrent use.
 */
final class LookupTurns {
    static final int LIMIT = 64;
    /** What one domain may have, and what is kept for domains that have none. */
    static final int SHARE = LIMIT / 4;

    private final Map<String, Integer> taken = new HashMap<>(); // by domain; guarded by this, as is the next
    private int all;

    /**
     * Takes a turn, to be given back by {@link #giveBack}; waits for one while the call runs.
     *
     * @throws ImageException if the call ends while there is none, with its code
     */
    void take(String domain, Call call) throws ImageException, InterruptedException {
        try (Call.Registration wake = call.onCancel(this::wake)) {
            await(domain, call);
        }
    }

    synchronized void giveBack(String domain) {
        all--;
        taken.computeIfPresent(domain, (same, count) -> count == 1 ? null : count - 1);
        notifyAll();
    }

    /** What somebody waits for who gets no turn, as a sentence. */
    synchronized String describe(String domain) {
        int own = taken.getOrDefault(domain, 0);
        return own >= SHARE
                ? own + " look-ups of names in " + (domain.isEmpty() ? "the local domain" : domain) + " are stuck"
                : all + " look-ups are stuck";
    }

    private synchronized void await(String domain, Call call) throws ImageException, InterruptedException {
        while (!isFree(domain)) {
            call.check();
            wait();
        }
        all++;
        taken.merge(domain, 1, Integer::sum);
    }

    private boolean isFree(String domain) {
        int own = taken.getOrDefault(domain, 0);
        return own == 0 ? all < LIMIT : own < SHARE && all < LIMIT - SHARE;
    }

    private synchronized void wake() {
        notifyAll();
    }
}
