// SPDX-License-Identifier: Apache-2.0
package io.ingot.itest.fault;

import io.ingot.testing.fault.FaultPlan;
import io.ingot.testing.fault.FaultType;

/** The limits of requests to a server for one fetch. */
final class RequestLimits {
    static final int RETRIES = 2;
    static final int RESOLVER_RETRIES = 1;
    static final int REDIRECTS = 3;

    /** A HEAD, a GET of one byte, and a plain GET. */
    private static final int PROBE = 3;
    /** The metadata are read at the beginning and after each change, of which three are tolerated. */
    private static final int SHOWS = 4;
    /** The URL after redirects, and the reference itself if that URL is rejected; either may send an encoded part. */
    private static final int READ = 4;
    /** Attempts that transfer new bytes each: half of the rest of at most 600,000. */
    private static final int ATTEMPTS_WITH_PROGRESS = 20;

    private RequestLimits() {}

    /** The maximal number of responses of a server that follows its plan. */
    static int maxResponses(FaultPlan plan) {
        int hops = plan.redirected() || plan.faults().stream().anyMatch(fault -> fault.type() == FaultType.REDIRECTS)
                ? REDIRECTS + 1
                : 1;
        int shows = SHOWS * PROBE * (RESOLVER_RETRIES + 1);
        int attempts = plan.repeatsLast() ? ATTEMPTS_WITH_PROGRESS * (RETRIES + 1) : SHOWS + RETRIES;
        int connections = plan.isSegmented() ? plan.segments() : 1;
        return plan.faults().size() + hops * (shows + READ * attempts * connections);
    }
}
