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

/** An image that lies in a local file: linked instead of copied, and read only if a checksum is to be compared. */
final class LinkTransfer {
    private final FetchDestination destination;
    private final TransferContext equipment;
    private final ProgressMeter meter;
    private boolean refused;

    LinkTransfer(FetchDestination destination, TransferContext equipment, ProgressMeter meter) {
        this.destination = destination;
        this.equipment = equipment;
        this.meter = meter;
    }

    /** Links it into its place, if it is such an image and can be linked. */
    Optional<VerifiedImage> link(ResolvedSource leaf, Watchdog.Watch watch) throws IOException {
        Optional<LocalFile> file = refused ? Optional.empty() : leaf.bytes().file();
        if (file.isEmpty()) {
            return Optional.empty();
        }
        equipment.policy().checkFile(LinkedFile.realPath(file.get()));
        try (PartFile part = part()) {
            Optional<LinkedFile> linked = LinkedFile.link(file.get(), part);
            refused = linked.isEmpty();
            return linked.isEmpty() ? Optional.empty() : Optional.of(land(leaf, linked.get(), watch));
        }
    }

    private PartFile part() throws LocalFailure {
        try {
            return PartFile.create(destination);
        } catch (ImageException e) {
            throw new LocalFailure(e);
        }
    }

    private VerifiedImage land(ResolvedSource leaf, LinkedFile linked, Watchdog.Watch watch) throws IOException {
        if (leaf.size().isPresent() && leaf.size().getAsLong() != linked.size()) {
            linked.delete();
            throw ImageException.versionChange(leaf.reference() + " has " + linked.size() + " bytes now, it had "
                    + leaf.size().getAsLong());
        }
        List<Checksum> digests = leaf.expectation().mustBeRead() ? digests(leaf, linked, watch) : List.of();
        Optional<Checksum> unmet = leaf.expectation().unmet(digests);
        if (unmet.isPresent()) {
            linked.delete();
            throw Mismatch.of(leaf.reference(), List.of(new Mismatch(unmet.get(), digests)));
        }
        meter.phase(FetchPhase.COMMITTING);
        watch.call().check();
        linked.publish();
        meter.there(linked.size());
        return new VerifiedImage(linked.size(), digests, leaf.expectation(), FetchedImage.Source.LINK, false);
    }

    private List<Checksum> digests(ResolvedSource leaf, LinkedFile linked, Watchdog.Watch watch) throws IOException {
        meter.phase(FetchPhase.TRANSFERRING);
        return new FileDigests(equipment, meter)
                .of(leaf.reference(), leaf.expectation().algorithms(), linked::read, watch);
    }
}
