// SPDX-License-Identifier: Apache-2.0
package io.ingot.glance.internal.keystone;

import io.ingot.image.Call;
import io.ingot.image.ImageException;

/** A grant that is there whenever it is needed, renewed once for all who need it. Safe for concurrent use. */
public interface Session {
    /**
     * A grant that lasts a while yet.
     *
     * @throws ImageException NOT_AUTHORIZED if Keystone refuses us; INVALID_CONFIGURATION if what is configured cannot be
     *     used; retryable TRANSFER_FAILED if Keystone cannot be asked
     */
    Grant grant(Call call) throws ImageException;

    /**
     * A grant after one that was refused with 401: a new one, or the one that somebody else got meanwhile.
     *
     * @throws ImageException as {@link #grant}
     */
    Grant renew(Grant refused, Call call) throws ImageException;

    /** Whether a grant is the newest, and so new that it is hardly the reason for a 401 if there may be another. */
    boolean isFresh(Grant grant);
}
