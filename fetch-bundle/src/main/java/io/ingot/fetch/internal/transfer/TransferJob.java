// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.transfer;

import io.ingot.fetch.internal.progress.ProgressMeter;
import io.ingot.fetch.internal.segment.SegmentRules;

/**
 * What all steps of one transfer share.
 *
 * @param context what the transfer shares with all others
 * @param sizes which sizes are accepted
 * @param rules how many connections there may be
 * @param throttle holds up bytes that come too fast
 * @param meter shows the progress
 */
public record TransferJob(
        TransferContext context, SizePolicy sizes, SegmentRules rules, Throttle throttle, ProgressMeter meter) {
    /** The same over a single connection. */
    TransferJob overOneConnection() {
        return new TransferJob(context, sizes, SegmentRules.ONE_CONNECTION, throttle, meter);
    }
}
