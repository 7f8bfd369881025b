// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.buffer;

import java.util.concurrent.atomic.AtomicInteger;

/** How many pipelines are open, compared with the processors of the machine. Safe for concurrent use. */
final class OpenPipelines {
    private final int processors;
    private final AtomicInteger count = new AtomicInteger();

    OpenPipelines(int processors) {
        this.processors = processors;
    }

    void add() {
        count.incrementAndGet();
    }

    void remove() {
        count.decrementAndGet();
    }

    /** Returns how many are open. */
    int count() {
        return count.get();
    }

    /** Returns whether their readers, one thread each, leave a processor idle. */
    boolean leaveProcessorIdle() {
        return count.get() < processors;
    }
}
