// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.buffer;

import java.io.IOException;

/** Consumes bytes in order, in one thread at a time. It must not keep the array. */
@FunctionalInterface
public interface Sink {
    /** Consumes the first {@code length} bytes. */
    void accept(byte[] bytes, int length) throws IOException;
}
