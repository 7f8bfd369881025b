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
 * What all journeys of an engine share.
 *
 * @param equipment of the transfers
 * @param slots how many of them run at once
 * @param speed how fast their bytes come
 * @param flights which of them are under way
 * @param room where images are held
 * @param signatures who verifies those of checksum files
 */
record EngineContext(
        TransferContext equipment,
        Slots slots,
        SpeedLimit speed,
        SingleFlight flights,
        StoreProvider room,
        Signatures signatures) {
    /** The checksum files of a request, of which none has been read. */
    ChecksumFiles checksumFiles(FetchSettings settings, ProgressMeter meter) {
        return new ChecksumFiles(
                equipment,
                signatures,
                new ChecksumFiles.Rules(settings.retries(), settings.asking(meter), settings.signedChecksums()));
    }
}
