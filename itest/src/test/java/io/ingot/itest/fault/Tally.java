// SPDX-License-Identifier: Apache-2.0
package io.ingot.itest.fault;

import io.ingot.image.ErrorCode;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** What came of all plans. Safe for concurrent use. */
final class Tally {
    private final long began = System.nanoTime();
    private final Map<ErrorCode, Integer> errors = new EnumMap<>(ErrorCode.class);
    private int right;
    private int answers;
    private int overSeveral;

    synchronized void right() {
        right++;
    }

    synchronized int rights() {
        return right;
    }

    synchronized void error(ErrorCode code) {
        errors.merge(code, 1, Integer::sum);
    }

    synchronized int errors() {
        return errors.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** An image came over more than one connection at a time. */
    synchronized void overSeveral() {
        overSeveral++;
    }

    synchronized int overSeveralConnections() {
        return overSeveral;
    }

    synchronized void answers(int count) {
        answers += count;
    }

    @Override
    public synchronized String toString() {
        return right + " fetches brought the right bytes, " + errors + " failed; " + answers + " answers, "
                + overSeveral + " over several connections, "
                + TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began) + " s";
    }
}
