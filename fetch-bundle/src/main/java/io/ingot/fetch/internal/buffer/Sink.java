// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.buffer;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Consumes bytes in order, in one thread at a time. */
@FunctionalInterface
public interface Sink {
    /** Consumes nothing. */
    Sink NONE = bytes -> {};

    /**
     * Consumes the remaining bytes.
     *
     * @param bytes valid during the call; its position and limit are the sink's own
     */
    void accept(ByteBuffer bytes) throws IOException;
}
