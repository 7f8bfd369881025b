// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.transfer;

import io.ingot.fetch.internal.buffer.LocalFailure;
import io.ingot.fetch.internal.destination.FetchDestination;
import io.ingot.fetch.internal.destination.Part;
import io.ingot.fetch.internal.destination.Target;
import io.ingot.fetch.internal.destination.TargetSelector;
import io.ingot.fetch.internal.digest.Mismatch;
import io.ingot.fetch.internal.part.PartialImage;
import io.ingot.fetch.internal.progress.ProgressMeter;
import io.ingot.fetch.internal.segment.SegmentRules;
import io.ingot.fetch.internal.source.ResolvedSource;
import io.ingot.image.Checksum;
import io.ingot.image.ErrorCode;
import io.ingot.image.FetchPhase;
import io.ingot.image.ImageException;
import io.ingot.image.ImageInfo;
import io.ingot.image.client.FetchedImage;
import io.ingot.image.spi.Body;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Takes in what one attempt after the other brings, compares the whole with what is wanted, and puts it in its place. It
 * joins the bytes of two attempts only where that cannot make a wrong image. Used by one thread.
 */
public final class ImageReceiver implements AutoCloseable {
    private final TargetSelector landings;
    private final SegmentRules segments;
    private final Throttle valve;
    private final TransferContext equipment;
    private final SizePolicy acceptance;
    private final ProgressMeter meter;
    private final @Nullable LinkTransfer linking;
    private @Nullable Target landing;
    private @Nullable PartialImage assembly;
    private @Nullable DraftPart decoded;
    private @Nullable DraftPart asSent;
    private boolean landingKeeps;
    private boolean begun;
    private boolean oneConnection;

    /**
     * Nothing is held yet.
     *
     * @param linkLocalFiles whether a local file is hard-linked to the destination rather than copied
     * @param landings where all other bytes arrive
     * @param segments how many connections there may be
     * @param valve holds up bytes that come too fast
     */
    public ImageReceiver(
            FetchDestination destination,
            boolean linkLocalFiles,
            TargetSelector landings,
            SegmentRules segments,
            Throttle valve,
            TransferContext equipment,
            SizePolicy acceptance,
            ProgressMeter meter) {
        this.landings = landings;
        this.segments = segments;
        this.valve = valve;
        this.equipment = equipment;
        this.acceptance = acceptance;
        this.meter = meter;
        this.linking = linkLocalFiles ? new LinkTransfer(destination, equipment, meter) : null;
    }

    /** Whether bytes were asked for yet. */
    boolean begun() {
        return begun;
    }

    /** The bytes that are held, for a next attempt or of the last. */
    long held() {
        if (decoded != null) {
            return decoded.held();
        }
        return assembly == null ? 0 : assembly.total();
    }

    /** Has the next attempt start clean. */
    void discard() {
        if (assembly != null) {
            assembly.discard();
        }
    }

    /** Has all later attempts read over one connection. */
    void readOverOneConnection() {
        oneConnection = true;
    }

    /** Hears what the origin says of the image together with its bytes, where that is not what was shown. */
    @FunctionalInterface
    interface Discovery {
        /** The leaf as it is now. */
        ResolvedSource found(ImageInfo told) throws ImageException;
    }

    /**
     * One attempt.
     *
     * @throws LocalFailure if it failed for a reason of this machine
     */
    VerifiedImage receive(ResolvedSource leaf, Discovery discovery, Watchdog.Watch watch) throws IOException {
        if (leaf.size().isPresent()) {
            acceptance.size(leaf.reference(), leaf.size().getAsLong());
        }
        Optional<VerifiedImage> linked = linking == null ? Optional.empty() : linking.link(leaf, watch);
        if (linked.isPresent()) {
            return linked.get();
        }
        PartialImage ready = ready(leaf);
        begun = true;
        if (leaf.size().equals(OptionalLong.of(ready.total()))) {
            return gather(leaf, ready, ready.total(), watch, SegmentedDownload::run);
        }
        return read(leaf, ready, discovery, watch);
    }

    @Override
    public void close() {
        if (assembly != null) {
            assembly.close();
        }
        if (landing != null) {
            landing.close();
        }
    }

    /** Bytes that must not be kept land elsewhere than those before, if those may be. */
    private void leaveWhatIsKept() {
        if (landingKeeps) {
            close();
            landing = null;
            landingKeeps = false;
            assembly = null;
            decoded = null;
            asSent = null;
        }
    }

    /** What bytes of the leaf are added to: what is held, or nothing. */
    private PartialImage ready(ResolvedSource leaf) throws LocalFailure {
        meter.total(leaf.size());
        if (!leaf.mayBeKept()) {
            leaveWhatIsKept();
        }
        decoded = null;
        return locally(() -> {
            PartialImage ready = assembly;
            if (ready == null) {
                ready = new PartialImage(flowing(landing(leaf).part()), leaf);
                assembly = ready;
            }
            long held = ready.prepare(leaf);
            meter.there(held);
            if (leaf.size().isPresent()) {
                landing(leaf).reserve(leaf.size().getAsLong() - held);
            }
            return ready;
        });
    }

    /** Reads to the end. */
    private VerifiedImage read(ResolvedSource shown, PartialImage prepared, Discovery discovery, Watchdog.Watch watch)
            throws IOException {
        meter.phase(FetchPhase.TRANSFERRING);
        meter.reads(shown.reference());
        Watchdog.Watch connection = watch.another();
        Body body = null;
        boolean handedOn = false;
        try {
            body = shown.read(prepared.endFrom(0), Long.MAX_VALUE, connection.call());
            connection.alive();
            watch.alive();
            ResolvedSource leaf = leaf(shown, body, discovery);
            PartialImage ready = leaf.equals(shown) ? prepared : ready(leaf);
            if (body.coding().isPresent()) {
                CodedBody coded = new CodedBody(leaf, body.coding().get(), acceptance, connection);
                List<DraftPart> forms = coded(leaf, coded, body, ready, connection, watch);
                return land(leaf, forms, coded.codedIsMeant(), acceptance.perhapsCut(leaf, !body.endProven()), watch);
            }
            requireOffset(leaf, body, ready.endFrom(0));
            long size = size(leaf, body.total());
            if (ready.missing(size).isEmpty()) {
                return gather(leaf, ready, size, watch, SegmentedDownload::run);
            }
            Body first = body;
            handedOn = true;
            return gather(leaf, ready, size, watch, gathering -> gathering.run(first, connection));
        } catch (LocalFailure e) {
            throw e;
        } catch (IOException e) {
            if (handedOn) {
                throw e;
            }
            throw connection.reason(ImageException.from(e, "reading " + shown.reference()));
        } finally {
            if (!handedOn) {
                ServiceThread.close(equipment, body);
                connection.close();
            }
        }
    }

    /** Whose bytes these are: a part of another version is of use only where a digest proves the whole. */
    private static ResolvedSource leaf(ResolvedSource shown, Body body, Discovery discovery) throws ImageException {
        if (body.info().isEmpty()) {
            return shown;
        }
        if (body.offset() > 0 && !shown.expectation().strong()) {
            throw ImageException.versionChange(shown.reference() + " is another version now");
        }
        return discovery.found(body.info().get());
    }

    /** How a gathering begins. */
    @FunctionalInterface
    private interface Beginning {
        void of(SegmentedDownload gathering) throws IOException;
    }

    private VerifiedImage gather(
            ResolvedSource leaf, PartialImage ready, long size, Watchdog.Watch watch, Beginning beginning)
            throws IOException {
        SegmentRules rules = oneConnection ? SegmentRules.ONE_CONNECTION : segments;
        SegmentedDownload gathering =
                new SegmentedDownload(leaf, ready, size, rules, valve, acceptance, equipment, watch, meter);
        beginning.of(gathering);
        meter.phase(FetchPhase.COMMITTING);
        long whole = ready.total();
        acceptance.size(leaf.reference(), whole);
        List<Checksum> digests = locally(() -> ready.finish(whole));
        Optional<Checksum> unmet = leaf.expectation().unmet(digests);
        if (unmet.isPresent()) {
            throw Mismatch.of(leaf.reference(), List.of(new Mismatch(unmet.get(), digests)));
        }
        boolean perhapsCut = acceptance.perhapsCut(leaf, gathering.endUnproven());
        boolean mixed = ready.mixed() && !vouched(leaf.asked());
        ImageInfo info = mixed || perhapsCut ? unversioned(leaf.asked()) : leaf.asked();
        return landed(leaf, ready.part(), whole, digests, info, perhapsCut, watch);
    }

    private void requireOffset(ResolvedSource leaf, Body body, long asked) throws ImageException {
        if (body.offset() > asked) {
            discard();
            throw new ImageException(
                    ErrorCode.TRANSFER_FAILED,
                    leaf.reference() + " was sent from byte " + body.offset() + ", asked for from byte " + asked);
        }
    }

    /** The size that the image must have; {@link Long#MAX_VALUE} if only the end of the bytes will tell. */
    private long size(ResolvedSource leaf, OptionalLong total) throws ImageException {
        OptionalLong known = leaf.size();
        if (known.isPresent() && total.isPresent() && known.getAsLong() != total.getAsLong()) {
            throw ImageException.versionChange(
                    leaf.reference() + " has " + total.getAsLong() + " bytes now, it had " + known.getAsLong());
        }
        OptionalLong size = known.isPresent() ? known : total;
        if (size.isPresent()) {
            acceptance.size(leaf.reference(), size.getAsLong());
        }
        return size.orElse(Long.MAX_VALUE);
    }

    /**
     * Receives a coded body on a thread that can be left behind: what it pours into is closed on this one.
     *
     * @param watch of the connection
     */
    private List<DraftPart> coded(
            ResolvedSource leaf,
            CodedBody received,
            Body body,
            PartialImage ready,
            Watchdog.Watch watch,
            Watchdog.Watch attempt)
            throws IOException {
        meter.reused(0);
        meter.total(OptionalLong.empty());
        DraftPart plainForm = locally(() -> {
            ready.restart();
            return DraftPart.begin(ready.part(), leaf.expectation().algorithms());
        });
        decoded = plainForm;
        ServiceCode code = new ServiceCode();
        OriginReader intake =
                new OriginReader(body.bytes(), leaf.reference(), equipment.traffic(), valve, watch, code, meter);
        Optional<DraftPart> codedForm = received.mayBeCoded() ? Optional.of(asSent(leaf)) : Optional.empty();
        List<CodedOutput> together = new ArrayList<>();
        try (CodedOutput coded = codedForm
                        .map(draft -> CodedOutput.into(draft, equipment, watch, together))
                        .orElse(CodedOutput.NOWHERE);
                CodedOutput plain = received.mayBeDecoded()
                        ? CodedOutput.into(plainForm, equipment, watch, together)
                        : CodedOutput.NOWHERE) {
            boolean whole = ServiceThread.run(
                    equipment,
                    leaf.reference(),
                    code,
                    watch,
                    attempt::alive,
                    () -> received.receive(intake, coded, plain));
            return Stream.concat(whole ? Stream.of(plainForm) : Stream.empty(), codedForm.stream())
                    .toList();
        }
    }

    private DraftPart asSent(ResolvedSource leaf) throws LocalFailure {
        return locally(() -> {
            DraftPart known = asSent;
            if (known == null) {
                known = DraftPart.begin(
                        flowing(landing(leaf).spare()), leaf.expectation().algorithms());
                asSent = known;
            } else {
                known.restart(leaf.expectation().algorithms());
            }
            return known;
        });
    }

    /**
     * The first form with all wanted checksums lands.
     *
     * @param codedIsUsual whether the coded form is the one that lands without a checksum
     */
    private VerifiedImage land(
            ResolvedSource leaf, List<DraftPart> forms, boolean codedIsUsual, boolean perhapsCut, Watchdog.Watch watch)
            throws IOException {
        meter.phase(FetchPhase.COMMITTING);
        List<Mismatch> mismatches = new ArrayList<>();
        for (DraftPart form : forms) {
            acceptance.size(leaf.reference(), form.held());
            List<Checksum> digests = form.digests();
            Optional<Checksum> unmet = leaf.expectation().unmet(digests);
            if (unmet.isEmpty()) {
                boolean usual = (form == asSent) == codedIsUsual;
                ImageInfo info = usual && !perhapsCut ? leaf.asked() : unversioned(leaf.asked());
                return landed(leaf, form.part(), form.held(), digests, info, perhapsCut, watch);
            }
            mismatches.add(new Mismatch(unmet.get(), digests));
        }
        throw Mismatch.of(leaf.reference(), mismatches);
    }

    /** Whether the service itself says which bytes its version has. */
    private static boolean vouched(ImageInfo info) {
        return info.checksums().stream().anyMatch(Checksum::strong);
    }

    /** A version says nothing of the form, or of the mixture, that a checksum chose: only a checksum finds it again. */
    private static ImageInfo unversioned(ImageInfo info) {
        return ImageInfo.builder()
                .kind(info.kind())
                .cacheable(info.cacheable())
                .checksums(info.checksums())
                .build();
    }

    private VerifiedImage landed(
            ResolvedSource leaf,
            Part whole,
            long size,
            List<Checksum> digests,
            ImageInfo info,
            boolean perhapsCut,
            Watchdog.Watch watch)
            throws IOException {
        watch.call().check();
        return locally(() -> {
            whole.length(size);
            landing(leaf).land(whole, digests, info);
            return new VerifiedImage(size, digests, leaf.expectation(), FetchedImage.Source.ORIGIN, perhapsCut);
        });
    }

    /** What goes to the disk at once has not to be waited for at the end. */
    private Part flowing(Part part) {
        part.writeBack(equipment.lanes());
        return part;
    }

    private Target landing(ResolvedSource leaf) throws ImageException {
        Target chosen = landing;
        if (chosen == null) {
            chosen = landings.choose(leaf);
            landing = chosen;
            landingKeeps = leaf.mayBeKept();
        }
        return chosen;
    }

    /** Something that concerns this machine alone. */
    @FunctionalInterface
    private interface LocalWork<T> {
        T run() throws ImageException;
    }

    private static <T> T locally(LocalWork<T> work) throws LocalFailure {
        try {
            return work.run();
        } catch (ImageException e) {
            throw new LocalFailure(e);
        }
    }
}
