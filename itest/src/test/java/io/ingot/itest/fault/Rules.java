// SPDX-License-Identifier: Apache-2.0
package io.ingot.itest.fault;

import io.ingot.testing.fault.FaultType;
import io.ingot.testing.fault.FaultPlan;

/** How often an origin may be asked. */
final class Rules {
    static final int RETRIES = 2;
    static final int DOOR_RETRIES = 1;
    static final int REDIRECTS = 3;

    /** A HEAD, a GET of one byte, a plain GET. */
    private static final int PROBE = 3;
    /** What it is now is asked at the beginning and after each change, of which three are suffered. */
    private static final int SHOWS = 4;
    /** A place after redirects, and the reference itself if that grants it no longer; either may send a coded part. */
    private static final int READ = 4;
    /** That bring new bytes each: half of what is left, of no more than 600,000. */
    private static final int ATTEMPTS_WITH_PROGRESS = 20;

    private Rules() {}

    /** The most answers of an origin that does as planned, for one fetch. */
    static int mostAnswers(FaultPlan plan) {
        int hops = plan.redirected() || plan.faults().stream().anyMatch(fault -> fault.type() == FaultType.REDIRECTS)
                ? REDIRECTS + 1
                : 1;
        int shows = SHOWS * PROBE * (DOOR_RETRIES + 1);
        int attempts = plan.repeatsLast() ? ATTEMPTS_WITH_PROGRESS * (RETRIES + 1) : SHOWS + RETRIES;
        int connections = plan.isSegmented() ? plan.segments() : 1;
        return plan.faults().size() + hops * (shows + READ * attempts * connections);
    }
}
