// SPDX-License-Identifier: Apache-2.0
package io.ingot.httpclient.internal.address;

import io.ingot.image.Call;
import io.ingot.image.ImageException;
import java.util.HashMap;
import java.util.Map;

/**
 * Limits concurrent look-ups, overall and per domain. A look-up cannot be interrupted, so a domain whose name servers
 * do not answer must not use up the limit: its share is bounded, and the last slots are reserved for domains that have
 * none. Safe for concurrent use.
 */
final class LookupLimit {
    static final int MAX_LOOKUPS = 64;
    /** The most slots of one domain, and the number of slots that are reserved for domains that have none. */
    static final int MAX_PER_DOMAIN = MAX_LOOKUPS / 4;

    private final Map<String, Integer> byDomain = new HashMap<>(); // guarded by this, like total
    private int total;

    /**
     * Acquires a slot, which {@link #release} returns; waits for one while the call runs.
     *
     * @throws ImageException with the code of the call if it ends while no slot is free
     */
    void acquire(String domain, Call call) throws ImageException, InterruptedException {
        try (Call.Registration wake = call.onCancel(this::wake)) {
            await(domain, call);
        }
    }

    synchronized void release(String domain) {
        total--;
        byDomain.computeIfPresent(domain, (same, count) -> count == 1 ? null : count - 1);
        notifyAll();
    }

    /** Describes why there is no free slot for a domain, as a clause. */
    synchronized String describe(String domain) {
        int own = byDomain.getOrDefault(domain, 0);
        return own >= MAX_PER_DOMAIN
                ? own + " look-ups of names in " + (domain.isEmpty() ? "the local domain" : domain) + " are stuck"
                : total + " look-ups are stuck";
    }

    private synchronized void await(String domain, Call call) throws ImageException, InterruptedException {
        while (!isAvailable(domain)) {
            call.check();
            wait();
        }
        total++;
        byDomain.merge(domain, 1, Integer::sum);
    }

    private boolean isAvailable(String domain) {
        int own = byDomain.getOrDefault(domain, 0);
        return own == 0 ? total < MAX_LOOKUPS : own < MAX_PER_DOMAIN && total < MAX_LOOKUPS - MAX_PER_DOMAIN;
    }

    private synchronized void wake() {
        notifyAll();
    }
}
