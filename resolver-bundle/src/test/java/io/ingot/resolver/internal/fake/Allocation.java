// SPDX-License-Identifier: Apache-2.0
package io.ingot.resolver.internal.fake;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.stream.LongStream;

/** What a thread allocates. */
public final class Allocation {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static final int ROUNDS = 5;

    private Allocation() {}

    /**
     * The bytes that this thread allocates for some work each time: the least of several rounds, since the JVM allocates
     * a little of its own now and then, when it compiles or gives up what it compiled. What the work itself allocates
     * is in every round.
     */
    public static long of(Runnable work) {
        work.run();
        long idle = measured(() -> {});
        return LongStream.range(0, ROUNDS)
                .map(round -> measured(work) - idle)
                .min()
                .orElseThrow();
    }

    private static long measured(Runnable work) {
        long before = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
        work.run();
        return THREADS.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
    }
}
