// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.buffer;

import java.io.IOException;

/** Where bytes are poured, in order, by one thread at a time. It does not keep the array. */
@FunctionalInterface
public interface Sink {
    /** Takes the first {@code length} of these bytes. */
    void accept(byte[] bytes, int length) throws IOException;
}
