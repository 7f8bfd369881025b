// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.segment;

import java.util.concurrent.atomic.LongAdder;

/** Counts the bytes that all transfers of an engine receive. Safe for concurrent use. */
public final class Traffic {
    private final LongAdder bytes = new LongAdder();

    /** Adds received bytes. */
    public void received(int count) {
        bytes.add(count);
    }

    /** Returns the total so far. */
    public long bytes() {
        return bytes.sum();
    }
}
