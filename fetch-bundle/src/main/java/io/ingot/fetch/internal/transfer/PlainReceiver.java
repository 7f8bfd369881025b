// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.transfer;

import io.ingot.fetch.internal.buffer.LocalFailure;
import io.ingot.fetch.internal.digest.Mismatch;
import io.ingot.fetch.internal.part.PartialImage;
import io.ingot.fetch.internal.source.ResolvedSource;
import io.ingot.image.Checksum;
import io.ingot.image.ErrorCode;
import io.ingot.image.FetchPhase;
import io.ingot.image.ImageException;
import io.ingot.image.client.FetchedImage;
import io.ingot.image.spi.Body;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Receives an image without a content coding; an attempt continues from the bytes of the one before. Not safe for
 * concurrent use.
 */
final class PlainReceiver {
    private final TransferJob job;
    private final ChosenTarget target;
    private @Nullable PartialImage image;
    private boolean oneConnection;

    PlainReceiver(TransferJob job, ChosenTarget target) {
        this.job = job;
        this.target = target;
    }

    /** Returns how many bytes the part holds. */
    long partBytes() {
        return image == null ? 0 : image.presentBytes();
    }

    /** Makes the next attempt start from the first byte. */
    void discard() {
        if (image != null) {
            image.discard();
        }
    }

    /** Limits later attempts to one connection. */
    void readOverOneConnection() {
        oneConnection = true;
    }

    /** Closes the part; its content stays. */
    void close() {
        if (image != null) {
            image.close();
        }
    }

    /** Drops the image, since another target was chosen. */
    void reset() {
        image = null;
    }

    /** Prepares the image for the bytes of a source: keeps what can be joined with them, and drops the rest. */
    PartialImage prepare(ResolvedSource source) throws LocalFailure {
        return LocalWork.locally(() -> {
            PartialImage ready = image;
            if (ready == null) {
                ready = new PartialImage(target.part(source), source);
                image = ready;
            }
            long present = ready.prepare(source);
            job.meter().bytesPresent(present);
            if (source.size().isPresent()) {
                target.reserve(source, source.size().getAsLong() - present);
            }
            return ready;
        });
    }

    /**
     * Returns the size that the image must have, by its source and the answer of the origin.
     *
     * @param first the first byte that was requested
     * @return {@link Long#MAX_VALUE} if only the end of the bytes will tell
     */
    long expectedSize(ResolvedSource source, Body body, long first) throws ImageException {
        if (body.offset() > first) {
            discard();
            throw new ImageException(
                    ErrorCode.TRANSFER_FAILED,
                    source.reference() + " was sent from byte " + body.offset() + ", asked for from byte " + first);
        }
        OptionalLong declared = source.size();
        OptionalLong total = body.total();
        if (declared.isPresent() && total.isPresent() && declared.getAsLong() != total.getAsLong()) {
            throw ImageException.versionChange(
                    source.reference() + " has " + total.getAsLong() + " bytes now, it had " + declared.getAsLong());
        }
        OptionalLong size = declared.isPresent() ? declared : total;
        if (size.isPresent()) {
            job.sizes().checkSize(source.reference(), size.getAsLong());
        }
        return size.orElse(Long.MAX_VALUE);
    }

    /** Receives the missing bytes, if there are any, over new connections. */
    VerifiedImage receive(ResolvedSource source, PartialImage ready, long size, Watchdog.Watch watch)
            throws IOException {
        SegmentedDownload download = download(source, ready, size, watch);
        download.run();
        return finish(source, ready, download, watch);
    }

    /** Receives the missing bytes, beginning with a body that is already open. */
    VerifiedImage receive(ResolvedSource source, PartialImage ready, long size, FirstBody first, Watchdog.Watch watch)
            throws IOException {
        SegmentedDownload download = download(source, ready, size, watch);
        download.run(first);
        return finish(source, ready, download, watch);
    }

    /**
     * An open body that contains the first missing byte.
     *
     * @param body closed by the worker that reads it
     * @param connection watches the body; closed by the same worker
     */
    record FirstBody(Body body, Watchdog.Watch connection) {}

    private SegmentedDownload download(ResolvedSource source, PartialImage ready, long size, Watchdog.Watch watch) {
        return new SegmentedDownload(oneConnection ? job.overOneConnection() : job, source, ready, size, watch);
    }

    private VerifiedImage finish(
            ResolvedSource source, PartialImage ready, SegmentedDownload download, Watchdog.Watch watch)
            throws IOException {
        job.meter().phase(FetchPhase.COMMITTING);
        long size = ready.presentBytes();
        job.sizes().checkSize(source.reference(), size);
        List<Checksum> digests = LocalWork.locally(() -> ready.finish(size));
        Optional<Checksum> mismatch = source.expectation().firstMismatch(digests);
        if (mismatch.isPresent()) {
            throw Mismatch.failure(source.reference(), List.of(new Mismatch(mismatch.get(), digests)));
        }
        boolean mayBeTruncated = job.sizes().mayBeTruncated(source, download.isEndUnproven());
        boolean mixed =
                ready.isMixed() && source.requestedInfo().checksums().stream().noneMatch(Checksum::strong);
        VerifiedImage verified =
                new VerifiedImage(size, digests, source.expectation(), FetchedImage.Source.ORIGIN, mayBeTruncated);
        return target.commit(source, ready.part(), verified, !mixed && !mayBeTruncated, watch);
    }
}
