// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.buffer;

import java.io.IOException;

/** What was read could not be taken in here: a failure of ours, never one of the origin, and not to be repeated. */
public final class LocalFailure extends IOException {
    private static final long serialVersionUID = 1L;

    /** A failure of ours with its reason. */
    public LocalFailure(Throwable cause) {
        super(cause.getMessage(), cause);
    }
}
