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

/** Receives an image as it is, in no content coding; one attempt goes on from what the one before left. Used by one thread. */
final class PlainReceiver {
    private final TransferJob job;
    private final ChosenTarget target;
    private @Nullable PartialImage image;
    private boolean oneConnection;

    PlainReceiver(TransferJob job, ChosenTarget target) {
        this.job = job;
        this.target = target;
    }

    /** The bytes that are held. */
    long held() {
        return image == null ? 0 : image.presentBytes();
    }

    /** Has the next attempt start clean. */
    void discard() {
        if (image != null) {
            image.discard();
        }
    }

    /** Has all later attempts read over one connection. */
    void readOverOneConnection() {
        oneConnection = true;
    }

    /** Gives back the file; what is in it stays. */
    void close() {
        if (image != null) {
            image.close();
        }
    }

    /** Begins anew, with another target. */
    void forget() {
        image = null;
    }

    /** What bytes of the source are added to: what is held, or nothing. */
    PartialImage prepare(ResolvedSource source) throws LocalFailure {
        return LocalWork.locally(() -> {
            PartialImage ready = image;
            if (ready == null) {
                ready = new PartialImage(target.part(source), source);
                image = ready;
            }
            long held = ready.prepare(source);
            job.meter().there(held);
            if (source.size().isPresent()) {
                target.reserve(source, source.size().getAsLong() - held);
            }
            return ready;
        });
    }

    /**
     * The size that the image must have, by what is known of it and by an answer.
     *
     * @param asked the first byte that was asked for
     * @return {@link Long#MAX_VALUE} if only the end of the bytes will tell
     */
    long size(ResolvedSource source, Body body, long asked) throws ImageException {
        if (body.offset() > asked) {
            discard();
            throw new ImageException(
                    ErrorCode.TRANSFER_FAILED,
                    source.reference() + " was sent from byte " + body.offset() + ", asked for from byte " + asked);
        }
        OptionalLong known = source.size();
        OptionalLong total = body.total();
        if (known.isPresent() && total.isPresent() && known.getAsLong() != total.getAsLong()) {
            throw ImageException.versionChange(
                    source.reference() + " has " + total.getAsLong() + " bytes now, it had " + known.getAsLong());
        }
        OptionalLong size = known.isPresent() ? known : total;
        if (size.isPresent()) {
            job.sizes().size(source.reference(), size.getAsLong());
        }
        return size.orElse(Long.MAX_VALUE);
    }

    /** Receives what is missing, perhaps nothing, over connections of its own. */
    VerifiedImage receive(ResolvedSource source, PartialImage ready, long size, Watchdog.Watch watch)
            throws IOException {
        SegmentedDownload download = download(source, ready, size, watch);
        download.run();
        return finish(source, ready, download, watch);
    }

    /** Receives what is missing, beginning with a body that is open already. */
    VerifiedImage receive(ResolvedSource source, PartialImage ready, long size, FirstBody first, Watchdog.Watch watch)
            throws IOException {
        SegmentedDownload download = download(source, ready, size, watch);
        download.run(first);
        return finish(source, ready, download, watch);
    }

    /**
     * A body that leads to the first missing byte.
     *
     * @param body closed by the worker that reads it
     * @param connection watches it; closed by that worker, too
     */
    record FirstBody(Body body, Watchdog.Watch connection) {}

    private SegmentedDownload download(ResolvedSource source, PartialImage ready, long size, Watchdog.Watch watch) {
        return new SegmentedDownload(oneConnection ? job.overOneConnection() : job, source, ready, size, watch);
    }

    private VerifiedImage finish(
            ResolvedSource source, PartialImage ready, SegmentedDownload download, Watchdog.Watch watch)
            throws IOException {
        job.meter().phase(FetchPhase.COMMITTING);
        long whole = ready.presentBytes();
        job.sizes().size(source.reference(), whole);
        List<Checksum> digests = LocalWork.locally(() -> ready.finish(whole));
        Optional<Checksum> unmet = source.expectation().unmet(digests);
        if (unmet.isPresent()) {
            throw Mismatch.of(source.reference(), List.of(new Mismatch(unmet.get(), digests)));
        }
        boolean perhapsCut = job.sizes().perhapsCut(source, download.endUnproven());
        boolean mixed = ready.isMixed() && source.asked().checksums().stream().noneMatch(Checksum::strong);
        VerifiedImage verified =
                new VerifiedImage(whole, digests, source.expectation(), FetchedImage.Source.ORIGIN, perhapsCut);
        return target.land(source, ready.part(), verified, !mixed && !perhapsCut, watch);
    }
}
