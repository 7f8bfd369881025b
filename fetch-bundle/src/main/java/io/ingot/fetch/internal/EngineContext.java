// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal;

import io.ingot.fetch.internal.cache.StoreProvider;
import io.ingot.fetch.internal.checksum.ChecksumFiles;
import io.ingot.fetch.internal.checksum.Signatures;
import io.ingot.fetch.internal.flight.SingleFlight;
import io.ingot.fetch.internal.limit.Slots;
import io.ingot.fetch.internal.limit.SpeedLimit;
import io.ingot.fetch.internal.progress.ProgressMeter;
import io.ingot.fetch.internal.transfer.TransferContext;

/**
 * The services and limits that all fetches of an engine share.
 *
 * @param transferContext what all transfers share
 * @param slots limits how many transfers run at a time
 * @param speedLimit limits how fast their bytes arrive
 * @param flights coalesces the fetches of one image within this process
 * @param stores opens the image store
 * @param signatures verifies the signatures of checksum files
 */
record EngineContext(
        TransferContext transferContext,
        Slots slots,
        SpeedLimit speedLimit,
        SingleFlight flights,
        StoreProvider stores,
        Signatures signatures) {
    /** Returns a reader for the checksum files of one request. */
    ChecksumFiles checksumFiles(FetchSettings settings, ProgressMeter meter) {
        return new ChecksumFiles(
                transferContext,
                signatures,
                new ChecksumFiles.Rules(
                        settings.retries(), settings.resolverAttempts(meter), settings.signedChecksums()));
    }
}
