// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.source;

import io.ingot.image.Call;
import io.ingot.image.ImageException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Distinguishes failures from the end of their call. */
public final class EndOfCall {
    private EndOfCall() {}

    /**
     * Returns if the call has not ended.
     *
     * @param failure what was thrown under the call
     * @throws ImageException the end of the call, with the details of {@code failure}, such as which bundle had not
     *     answered
     */
    public static void check(Call call, ImageException failure) throws ImageException {
        if (call.endCode().equals(Optional.of(failure.code()))) {
            throw failure;
        }
        try {
            call.check();
        } catch (ImageException end) {
            throw explained(end, failure);
        }
    }

    /** Returns the end of a call with the details of the failure that was thrown under it. */
    public static ImageException explained(ImageException end, ImageException failure) {
        List<String> details = new ArrayList<>(end.details());
        details.addAll(failure.details());
        return end.withDetails(details);
    }
}
