// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.buffer;

import java.util.List;
import java.util.concurrent.Executor;

/**
 * Opens pipelines that share the memory and the processors of this process. Safe for concurrent use.
 *
 * @param budget the memory of all buffers
 * @param threads run hashes beside their readers
 */
public record Pipelines(BufferBudget budget, Executor threads) {
    /**
     * Opens a pipeline; the caller closes it.
     *
     * @param hashes may run beside each other and beside the writer
     * @param writer runs on the thread of the reader
     */
    public Pipeline open(List<Sink> hashes, Sink writer) {
        return new Pipeline(hashes, writer, budget, threads);
    }

    /** Opens a pipeline that only hashes; the caller closes it. */
    public Pipeline open(List<Sink> hashes) {
        return open(hashes, Sink.NONE);
    }
}
