// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.transfer;

import io.ingot.image.Call;
import io.ingot.image.ImageException;
import java.util.Optional;

/** What a failure means once its call has ended. */
public final class EndOfCall {
    private EndOfCall() {}

    /**
     * Returns while the call runs.
     *
     * @param failure what was thrown under the call
     * @throws ImageException the end of the call: {@code failure} itself if it tells of that, since it says more, such as
     *     which bundle hangs
     */
    public static void check(Call call, ImageException failure) throws ImageException {
        if (call.endCode().equals(Optional.of(failure.code()))) {
            throw failure;
        }
        call.check();
    }
}
