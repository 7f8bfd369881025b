// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.transfer;

import io.ingot.fetch.internal.buffer.LocalFailure;
import io.ingot.fetch.internal.destination.FetchDestination;
import io.ingot.fetch.internal.destination.LinkedFile;
import io.ingot.fetch.internal.destination.PartFile;
import io.ingot.fetch.internal.digest.Mismatch;
import io.ingot.fetch.internal.progress.ProgressMeter;
import io.ingot.fetch.internal.source.ResolvedSource;
import io.ingot.image.Checksum;
import io.ingot.image.FetchPhase;
import io.ingot.image.ImageException;
import io.ingot.image.client.FetchedImage;
import io.ingot.image.spi.ImageSource.LocalFile;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Hard-links an image that is a local file to its destination, and reads it only if its digests are needed. */
final class LinkTransfer {
    private final FetchDestination destination;
    private final TransferContext context;
    private final ProgressMeter meter;
    private boolean linkRefused;

    LinkTransfer(FetchDestination destination, TransferContext context, ProgressMeter meter) {
        this.destination = destination;
        this.context = context;
        this.meter = meter;
    }

    /** Links the file, if the source is a local file that can be linked. */
    Optional<VerifiedImage> link(ResolvedSource source, Watchdog.Watch watch) throws IOException {
        Optional<LocalFile> file =
                linkRefused ? Optional.empty() : source.bytes().file();
        if (file.isEmpty()) {
            return Optional.empty();
        }
        context.policy().checkFile(LinkedFile.realPath(file.get()));
        try (PartFile part = part()) {
            Optional<LinkedFile> linked = LinkedFile.link(file.get(), part);
            linkRefused = linked.isEmpty();
            return linked.isEmpty() ? Optional.empty() : Optional.of(commit(source, linked.get(), watch));
        }
    }

    private PartFile part() throws LocalFailure {
        try {
            return PartFile.create(destination);
        } catch (ImageException e) {
            throw new LocalFailure(e);
        }
    }

    private VerifiedImage commit(ResolvedSource source, LinkedFile linked, Watchdog.Watch watch) throws IOException {
        if (source.size().isPresent() && source.size().getAsLong() != linked.size()) {
            linked.delete();
            throw ImageException.versionChange(source.reference() + " has " + linked.size() + " bytes now, it had "
                    + source.size().getAsLong());
        }
        List<Checksum> digests = source.expectation().requiresReading() ? digests(source, linked, watch) : List.of();
        Optional<Checksum> mismatch = source.expectation().firstMismatch(digests);
        if (mismatch.isPresent()) {
            linked.delete();
            throw Mismatch.failure(source.reference(), List.of(new Mismatch(mismatch.get(), digests)));
        }
        meter.phase(FetchPhase.COMMITTING);
        watch.call().check();
        linked.publish();
        meter.bytesPresent(linked.size());
        return new VerifiedImage(linked.size(), digests, source.expectation(), FetchedImage.Source.LINK, false);
    }

    private List<Checksum> digests(ResolvedSource source, LinkedFile linked, Watchdog.Watch watch) throws IOException {
        meter.phase(FetchPhase.TRANSFERRING);
        return new FileDigests(context, meter)
                .of(source.reference(), source.expectation().algorithms(), linked::read, watch);
    }
}
