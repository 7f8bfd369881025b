// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.transfer;

import io.ingot.fetch.internal.progress.ProgressMeter;
import io.ingot.fetch.internal.segment.SegmentRules;

/**
 * The inputs of one transfer.
 *
 * @param context the resources that it shares with other transfers
 * @param sizes the accepted kinds and sizes of images
 * @param rules the limit of connections
 * @param throttle delays readers that exceed the configured rates
 * @param meter receives the progress
 */
public record TransferJob(
        TransferContext context, SizePolicy sizes, SegmentRules rules, Throttle throttle, ProgressMeter meter) {
    /** Returns the same job with a limit of one connection. */
    TransferJob overOneConnection() {
        return new TransferJob(context, sizes, SegmentRules.ONE_CONNECTION, throttle, meter);
    }
}
