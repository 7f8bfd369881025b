// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.segment;

import java.util.concurrent.atomic.LongAdder;

/** The bytes that all transfers of an engine have received. Safe for concurrent use. */
public final class Traffic {
    private final LongAdder bytes = new LongAdder();

    /** So many more came. */
    public void received(int count) {
        bytes.add(count);
    }

    /** All that came so far. */
    public long bytes() {
        return bytes.sum();
    }
}
