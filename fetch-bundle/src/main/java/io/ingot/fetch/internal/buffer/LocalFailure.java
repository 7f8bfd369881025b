// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.buffer;

import java.io.IOException;

/** A failure of this machine to process what was read. Not a failure of the origin, so the transfer is not repeated. */
public final class LocalFailure extends IOException {
    private static final long serialVersionUID = 1L;

    /** Wraps the cause. */
    public LocalFailure(Throwable cause) {
        super(cause.getMessage(), cause);
    }
}
