// SPDX-License-Identifier: Apache-2.0
package io.ingot.http.internal.range;

import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import java.io.IOException;

/**
 * Ensures that exactly the bytes of a range are read, by whichever view. Fails, retryable, if fewer bytes arrive, or if
 * the range has fewer bytes than requested: the caller then requests the rest.
 */
final class RangeGuard {
    private final String operation;
    private final boolean isComplete;
    private long remaining;

    /**
     * Creates the guard of a range of {@code length} bytes.
     *
     * @param isComplete whether they are all the bytes requested
     */
    RangeGuard(long length, boolean isComplete, String operation) {
        this.remaining = length;
        this.isComplete = isComplete;
        this.operation = operation;
    }

    /** Reads at most a number of bytes, which is positive; -1 is the end. */
    @FunctionalInterface
    interface Read {
        int read(int most) throws IOException;
    }

    /**
     * Reads bytes of the range.
     *
     * @param size the most bytes that the caller takes
     * @return the number of bytes; 0 if the caller takes none; -1 at the end of the range
     */
    int read(int size, Read input) throws IOException {
        if (size == 0) {
            return 0;
        }
        if (remaining == 0) {
            if (!isComplete) {
                throw endedEarly("with fewer bytes than were requested");
            }
            return -1;
        }
        int read = input.read((int) Math.min(size, remaining));
        if (read < 0) {
            throw endedEarly(remaining + " bytes early");
        }
        remaining -= read;
        return read;
    }

    private ImageException endedEarly(String how) {
        return new ImageException(ErrorCode.TRANSFER_FAILED, operation + ": the range ended " + how);
    }
}
