// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal;

import java.io.InputStream;

/** A stream of zeros without end. */
final class EndlessStream extends InputStream {
    @Override
    public int read() {
        return 0;
    }

    @Override
    public int read(byte[] bytes, int from, int length) {
        return length;
    }
}
