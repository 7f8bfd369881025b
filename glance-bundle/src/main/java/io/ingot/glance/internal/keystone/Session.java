// SPDX-License-Identifier: Apache-2.0
package io.ingot.glance.internal.keystone;

import io.ingot.image.Call;
import io.ingot.image.ImageException;

/** Supplies a valid grant, renewed once for all callers. Safe for concurrent use. */
public interface Session {
    /**
     * Returns a grant that remains valid for some time.
     *
     * @throws ImageException NOT_AUTHORIZED if Keystone rejects the account; INVALID_CONFIGURATION if the configuration
     *     cannot be used; a retryable TRANSFER_FAILED if Keystone cannot be reached
     */
    Grant grant(Call call) throws ImageException;

    /**
     * Replaces a grant that was rejected with 401, unless another caller has done so already.
     *
     * @throws ImageException as {@link #grant}
     */
    Grant renew(Grant rejected, Call call) throws ImageException;

    /** Whether a grant is the newest, and too new to be the likely cause of a 401. */
    boolean isFresh(Grant grant);
}
