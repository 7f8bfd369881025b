// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.transfer;

import io.ingot.fetch.internal.buffer.LocalFailure;
import io.ingot.fetch.internal.digest.Mismatch;
import io.ingot.fetch.internal.landing.Destination;
import io.ingot.fetch.internal.landing.Landing;
import io.ingot.fetch.internal.landing.Landings;
import io.ingot.fetch.internal.progress.Meter;
import io.ingot.fetch.internal.segment.SegmentRules;
import io.ingot.fetch.internal.source.Leaf;
import io.ingot.image.Checksum;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.client.FetchedImage;
import io.ingot.image.client.Progress;
import io.ingot.image.spi.Body;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes in what one attempt after the other brings, compares the whole with what is wanted, and puts it in its place. It
 * joins the bytes of two attempts only where that cannot make a wrong image. Used by one thread.
 */
public final class Reception implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Reception.class);

    private final Landings landings;
    private final Equipment equipment;
    private final Acceptance acceptance;
    private final Meter meter;
    private final @Nullable Linking linking;
    private @Nullable Landing landing;
    private @Nullable Draft draft;
    private @Nullable Draft codedDraft;
    private @Nullable Leaf heldFrom;
    private boolean begun;

    /**
     * Nothing is held yet.
     *
     * @param linkLocalFiles whether a local file is hard-linked to the destination rather than copied
     * @param landings where all other bytes arrive
     */
    public Reception(
            Destination destination,
            boolean linkLocalFiles,
            Landings landings,
            SegmentRules segments,
            Valve valve,
            Equipment equipment,
            Acceptance acceptance,
            Meter meter) {
        this.landings = landings;
        this.equipment = equipment;
        this.acceptance = acceptance;
        this.meter = meter;
        this.linking = linkLocalFiles ? new Linking(destination, equipment, meter) : null;
    }

    /** Whether bytes were asked for yet. */
    boolean begun() {
        return begun;
    }

    /** The bytes that are held for a next attempt. */
    long held() {
        return draft == null ? 0 : draft.held();
    }

    /** Has the next attempt start clean. */
    void discard() {
        heldFrom = null;
    }

    /**
     * One attempt.
     *
     * @throws LocalFailure if it failed for a reason of this machine
     */
    Arrival receive(Leaf leaf, Watchdog.Watch watch) throws IOException {
        if (leaf.size().isPresent()) {
            acceptance.size(leaf.reference(), leaf.size().getAsLong());
        }
        meter.total(leaf.size());
        Optional<Arrival> linked = linking == null ? Optional.empty() : linking.link(leaf, watch);
        if (linked.isPresent()) {
            return linked.get();
        }
        Draft ready = ready(leaf);
        if (!leaf.size().equals(OptionalLong.of(ready.held()))) {
            List<Draft> forms = read(leaf, ready, watch);
            return land(leaf, forms, watch);
        }
        return land(leaf, List.of(ready), watch);
    }

    @Override
    public void close() {
        if (landing != null) {
            landing.close();
        }
    }

    /** The draft that bytes of the leaf are appended to: what is held, or an empty one. */
    private Draft ready(Leaf leaf) throws LocalFailure {
        try {
            Draft ready = draft;
            if (ready == null) {
                ready = Draft.begin(landing(leaf).part(), leaf.expectation().algorithms());
                draft = ready;
            } else if (!joins(ready, leaf)) {
                ready.restart(leaf.expectation().algorithms());
            }
            meter.there(ready.held());
            heldFrom = leaf;
            return ready;
        } catch (ImageException e) {
            throw new LocalFailure(e);
        }
    }

    private boolean joins(Draft ready, Leaf leaf) {
        Leaf before = heldFrom;
        return before != null && ready.continues(leaf.expectation().algorithms()) && before.mayBeFollowedBy(leaf);
    }

    /** Reads to the end; the forms that may be the image, the likelier first. */
    private List<Draft> read(Leaf leaf, Draft ready, Watchdog.Watch watch) throws IOException {
        long held = ready.held();
        if (leaf.size().isPresent()) {
            reserve(leaf, leaf.size().getAsLong() - held);
        }
        begun = true;
        meter.phase(Progress.Phase.TRANSFERRING);
        Body body = leaf.bytes().read(held, Long.MAX_VALUE, watch.call());
        try {
            watch.alive();
            if (body.coding().isPresent()) {
                return coded(leaf, body.coding().get(), body, ready, watch);
            }
            requireOffset(leaf, body, held);
            meter.reused(body.offset());
            new PlainBody(leaf, body, acceptance, watch, meter).receive(ready, equipment);
            return List.of(ready);
        } finally {
            close(body);
        }
    }

    private void reserve(Leaf leaf, long bytes) throws LocalFailure {
        try {
            landing(leaf).reserve(bytes);
        } catch (ImageException e) {
            throw new LocalFailure(e);
        }
    }

    private Landing landing(Leaf leaf) throws ImageException {
        Landing chosen = landing;
        if (chosen == null) {
            chosen = landings.choose(leaf);
            landing = chosen;
        }
        return chosen;
    }

    private void requireOffset(Leaf leaf, Body body, long held) throws ImageException {
        if (body.offset() > held) {
            discard();
            throw new ImageException(
                    ErrorCode.TRANSFER_FAILED,
                    leaf.reference() + " was sent from byte " + body.offset() + ", asked for from byte " + held);
        }
    }

    private List<Draft> coded(Leaf leaf, String coding, Body body, Draft decoded, Watchdog.Watch watch)
            throws IOException {
        discard();
        meter.reused(0);
        meter.total(OptionalLong.empty());
        restart(decoded, leaf);
        CodedBody received = new CodedBody(leaf, coding, acceptance, watch);
        Intake intake = new Intake(body.bytes(), watch, meter);
        Optional<Draft> asSent = received.mayBeCoded() ? Optional.of(asSent(leaf)) : Optional.empty();
        try (Outlet coded = asSent.map(draft -> Outlet.into(draft, equipment, watch))
                        .orElse(Outlet.NOWHERE);
                Outlet plain = received.mayBeDecoded() ? Outlet.into(decoded, equipment, watch) : Outlet.NOWHERE) {
            boolean whole = received.receive(intake, coded, plain);
            return Stream.concat(whole ? Stream.of(decoded) : Stream.empty(), asSent.stream())
                    .toList();
        }
    }

    private Draft asSent(Leaf leaf) throws LocalFailure {
        try {
            Draft known = codedDraft;
            if (known == null) {
                known = Draft.begin(landing(leaf).spare(), leaf.expectation().algorithms());
                codedDraft = known;
            } else {
                known.restart(leaf.expectation().algorithms());
            }
            return known;
        } catch (ImageException e) {
            throw new LocalFailure(e);
        }
    }

    private static void restart(Draft draft, Leaf leaf) throws LocalFailure {
        try {
            draft.restart(leaf.expectation().algorithms());
        } catch (ImageException e) {
            throw new LocalFailure(e);
        }
    }

    /** The first form with all wanted checksums lands. */
    private Arrival land(Leaf leaf, List<Draft> forms, Watchdog.Watch watch) throws IOException {
        meter.phase(Progress.Phase.COMMITTING);
        List<Mismatch> mismatches = new ArrayList<>();
        for (Draft form : forms) {
            acceptance.size(leaf.reference(), form.held());
            List<Checksum> digests = form.digests();
            Optional<Checksum> unmet = leaf.expectation().unmet(digests);
            if (unmet.isEmpty()) {
                watch.call().check();
                landing(leaf, form, digests);
                return new Arrival(form.held(), digests, leaf.expectation(), FetchedImage.Source.ORIGIN);
            }
            mismatches.add(new Mismatch(unmet.get(), digests));
        }
        throw Mismatch.of(leaf.reference(), mismatches);
    }

    private void landing(Leaf leaf, Draft form, List<Checksum> digests) throws LocalFailure {
        try {
            form.part().length(form.held());
            landing(leaf).land(form.part(), digests, leaf.asked());
        } catch (ImageException e) {
            throw new LocalFailure(e);
        }
    }

    /** All that was wanted of it has been read, or failed before. */
    private static void close(Body body) {
        try {
            body.close();
        } catch (IOException | LinkageError e) {
            LOG.debug("closing a body failed: {}", e.toString());
        }
    }
}
