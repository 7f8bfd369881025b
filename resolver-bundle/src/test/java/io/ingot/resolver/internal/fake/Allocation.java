// SPDX-License-Identifier: Apache-2.0
package io.ingot.resolver.internal.fake;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** What a thread allocates. */
public final class Allocation {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private Allocation() {}

    /** The bytes that this thread allocates for some work; what is set up only once is not counted. */
    public static long of(Runnable work) {
        work.run();
        long idle = measured(() -> {});
        return measured(work) - idle;
    }

    private static long measured(Runnable work) {
        long before = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
        work.run();
        return THREADS.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
    }
}
