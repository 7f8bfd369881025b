// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal;

import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;

/** A stream that ends with an error code, like the streams of a service that leaves. */
final class FailingStream extends FilterInputStream {
    private final ErrorCode code;

    FailingStream(byte[] bytes, int count, ErrorCode code) {
        super(new ByteArrayInputStream(bytes, 0, count));
        this.code = code;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        int count = super.read(into, from, length);
        if (count < 0) {
            throw new ImageException(code, "the fake service says " + code);
        }
        return count;
    }
}
