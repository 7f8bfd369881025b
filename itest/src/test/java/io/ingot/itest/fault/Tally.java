// SPDX-License-Identifier: Apache-2.0
package io.ingot.itest.fault;

import io.ingot.image.ErrorCode;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Counts the results of all plans. Safe for concurrent use. */
final class Tally {
    private final long start = System.nanoTime();
    private final Map<ErrorCode, Integer> failures = new EnumMap<>(ErrorCode.class);
    private int successes;
    private int responses;
    private int parallelTransfers;

    synchronized void addSuccess() {
        successes++;
    }

    synchronized int successes() {
        return successes;
    }

    synchronized void addFailure(ErrorCode code) {
        failures.merge(code, 1, Integer::sum);
    }

    synchronized int failures() {
        return failures.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** Counts a fetch over several concurrent connections. */
    synchronized void addParallelTransfer() {
        parallelTransfers++;
    }

    synchronized int parallelTransfers() {
        return parallelTransfers;
    }

    synchronized void addResponses(int count) {
        responses += count;
    }

    @Override
    public synchronized String toString() {
        return successes + " fetches succeeded, " + failures + " failed; " + responses + " responses, "
                + parallelTransfers + " over several connections, "
                + TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start) + " s";
    }
}
