// SPDX-License-Identifier: Apache-2.0
package io.ingot.resolver.internal.fake;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.stream.LongStream;

/** Measures the allocation of a thread. */
public final class Allocation {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static final int ROUNDS = 5;

    private Allocation() {}

    /**
     * Returns the bytes that a task allocates on this thread: the minimum of several rounds, since the JVM itself
     * allocates occasionally, when it compiles or deoptimises code.
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
