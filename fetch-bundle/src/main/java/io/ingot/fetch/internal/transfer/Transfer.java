// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.transfer;

import io.ingot.fetch.internal.buffer.LocalFailure;
import io.ingot.fetch.internal.limit.Slots;
import io.ingot.fetch.internal.progress.ProgressMeter;
import io.ingot.fetch.internal.progress.ResolverAttempts;
import io.ingot.fetch.internal.source.EndOfCall;
import io.ingot.fetch.internal.source.ResolvedSource;
import io.ingot.fetch.internal.source.ResolverHolder;
import io.ingot.fetch.internal.source.SourceResolver;
import io.ingot.image.Call;
import io.ingot.image.Checksum;
import io.ingot.image.ErrorCode;
import io.ingot.image.FetchPhase;
import io.ingot.image.ImageException;
import io.ingot.image.ImageInfo;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The bytes of one image, in as many attempts as it takes: what failed is told apart here, and nowhere else. Used by one
 * thread.
 */
public final class Transfer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Transfer.class);
    private static final int MOST_CHANGES = 3;
    /** What a server that knows no ranges may bring about instead of ignoring the wish for one. */
    private static final Set<ErrorCode> PERHAPS_NO_RANGES = Set.of(ErrorCode.TRANSFER_FAILED, ErrorCode.UNACCEPTABLE);

    private final SourceResolver route;
    private final ImageReceiver reception;
    private final SizePolicy acceptance;
    private final Backoff backoff;
    private final Watchdog watchdog;
    private final Slots.Slot slot;
    private final AttemptProgress headway;
    private final ResolverAttempts asking;
    private final ProgressMeter meter;
    private final Call call;
    private @Nullable ResolvedSource leaf;
    private @Nullable ImageInfo doubted; // what the latest answer said, if its size contradicts what was shown
    private boolean tooSlow;
    private @Nullable String hanging; // who was left behind in any attempt
    private int changes;

    /** Nothing has been tried yet. */
    public Transfer(TransferJob job, SourceResolver route, ImageReceiver reception, AttemptBounds bounds) {
        this.route = route;
        this.reception = reception;
        this.acceptance = job.sizes();
        this.meter = job.meter();
        this.backoff = bounds.backoff();
        this.watchdog = bounds.watchdog();
        this.slot = bounds.slot();
        this.headway = watchdog.headway();
        this.asking = bounds.asking();
        this.call = bounds.call();
    }

    /**
     * Receives the image, whole and with all wanted checksums, and puts it in its place.
     *
     * @throws ImageException what cannot be helped by another attempt, or was not helped by enough of them
     */
    public VerifiedImage run() throws ImageException {
        try {
            while (true) {
                try {
                    return attempt();
                } catch (LocalFailure e) {
                    throw ImageException.from(e, "writing the image");
                } catch (IOException e) {
                    recover(ImageException.from(e, "reading " + route.reference()));
                }
            }
        } catch (ImageException e) {
            throw naming(hanging, e);
        }
    }

    /** A fetch that ends between two attempts says who hung in the last one, too; and in its details, whatever ended it. */
    private static ImageException naming(@Nullable String hanging, ImageException e) {
        if (hanging == null) {
            return e;
        }
        String message = String.valueOf(e.getMessage());
        List<String> details = new ArrayList<>(e.details());
        details.add(hanging);
        return (message.contains(hanging) ? e : e.withMessage(message + "; " + hanging)).withDetails(details);
    }

    @Override
    public void close() {
        reception.close();
        route.close();
    }

    private VerifiedImage attempt() throws IOException {
        leaf = null;
        tooSlow = false;
        ImageInfo doubtedBefore = doubted;
        doubted = null;
        call.check();
        ResolvedSource open = open();
        leaf = open;
        meter.servedBy(route.service());
        try (Watchdog.Watch watch = watchdog.watch(call, open.reference())) {
            try {
                return reception.receive(
                        open,
                        told -> {
                            requireSize(open, told, doubtedBefore);
                            return found(told, watch.call());
                        },
                        watch);
            } catch (LocalFailure e) {
                throw e;
            } catch (IOException e) {
                throw watch.reason(ImageException.from(e, "reading " + open.reference()));
            } catch (LinkageError e) {
                throw watch.reason(ResolverHolder.leaving(e));
            } finally {
                tooSlow = watch.tooSlow();
                if (watch.hanging().isPresent()) {
                    hanging = watch.hanging().get();
                    route.reopen();
                }
            }
        }
    }

    /**
     * An answer whose size is not the one shown may be cut short by its server: without a digest of the whole, the next
     * answer must say the same.
     */
    private void requireSize(ResolvedSource open, ImageInfo told, @Nullable ImageInfo doubtedBefore)
            throws ImageException {
        boolean same =
                open.size().isEmpty() || told.size().isEmpty() || open.size().equals(told.size());
        boolean confirmed = doubtedBefore != null
                && doubtedBefore.size().equals(told.size())
                && doubtedBefore.version().equals(told.version());
        boolean page = told.kind() == ImageInfo.Kind.LISTING; // which is refused, whatever its size
        if (!same && !confirmed && !page && !open.expectation().strong()) {
            doubted = told;
            throw ImageException.versionChange(
                    open.reference() + " has " + told.size().getAsLong() + " bytes by this answer, and "
                            + open.size().getAsLong() + " by the one before");
        }
    }

    /** One answer is one version, whatever was shown before it. */
    private ResolvedSource found(ImageInfo told, Call attempt) throws ImageException {
        ResolvedSource now = route.found(told, asking.once(), attempt);
        leaf = now;
        if (!route.atLocation()) {
            acceptance.image(route.reference(), told);
        }
        return now;
    }

    /** The resolver bounds and repeats what moves no bytes; once bytes were asked for, it is repeated here alone. */
    private ResolvedSource open() throws ImageException {
        meter.phase(FetchPhase.ASKING);
        try {
            if (!reception.begun()) {
                return route.open(asking.limits(), call);
            }
            meter.attemptsLeft(backoff.left());
            return route.open(asking.once(), call);
        } catch (LinkageError e) {
            throw ResolverHolder.leaving(e);
        }
    }

    /** Returns if another attempt is to follow. */
    private void recover(ImageException e) throws ImageException {
        EndOfCall.check(call, e);
        meter.failed(e.getMessage());
        backoff.count(e);
        boolean progress = headway.made(reception.held(), meter.received(), tooSlow);
        if (e.code() == ErrorCode.CANCELLED || e.code() == ErrorCode.INSUFFICIENT_SPACE) {
            throw e;
        }
        if (e.isVersionChange() && !route.atLocation()) {
            changed();
        } else if (leaf == null) {
            notOpened(e);
        } else if (e.code() == ErrorCode.CHECKSUM_MISMATCH) {
            mismatched(e);
        } else {
            notRead(e, progress);
        }
    }

    /**
     * Another version: what is held is of no use, unless a digest says that it is the same after all. One answer brings one
     * version, so the rest is not read over several connections, which may lead to nodes with different versions.
     */
    private void changed() throws ImageException {
        changes++;
        reception.readOverOneConnection();
        if (changes > MOST_CHANGES) {
            throw new ImageException(
                    ErrorCode.TRANSFER_FAILED,
                    route.reference() + " keeps changing: it was another image " + changes + " times while it was"
                            + " fetched");
        }
        ImageInfo before = route.shown();
        ImageInfo now = backoff.untilAnswered(call, () -> route.showAgain(asking.limits(), call));
        acceptance.image(route.reference(), now);
        boolean proven = now.checksums().stream().anyMatch(Checksum::strong) && now.sameVersion(before);
        if (!proven) {
            reception.discard();
        }
    }

    /** The door repeats calls that move no bytes: one that failed before any moved is not repeated here. */
    private void notOpened(ImageException e) throws ImageException {
        boolean mayPass = route.mayPass() || (e.retryable() && e.code() != ErrorCode.LOCAL_IO);
        if (!mayPass || (!reception.begun() && !ResolverHolder.isAway(e))) {
            throw e;
        }
        route.restart();
        pause(e);
    }

    private void mismatched(ImageException e) throws ImageException {
        ImageException located = route.located(e);
        if (!route.mismatched(e)) {
            throw located;
        }
        LOG.warn("{}; it is fetched once more, past all caches", e.getMessage());
        reception.discard();
    }

    private void notRead(ImageException e, boolean progress) throws ImageException {
        if (e.isVersionChange()) {
            reception.discard();
        }
        if (progress) {
            backoff.progress();
        } else if (perhapsForWantOfRanges(e) && !route.hasFurther()) {
            reception.discard();
            pause(route.located(e));
            return;
        }
        ImageException located = route.located(e);
        if (route.failed(e, progress)) {
            return;
        }
        if (!e.retryable() || e.code() == ErrorCode.LOCAL_IO) {
            throw located;
        }
        LOG.debug("an attempt to fetch {} failed after {} bytes", route.reference(), reception.held(), e);
        pause(located);
    }

    private void pause(ImageException e) throws ImageException {
        meter.waitsFor("the next attempt, after a pause");
        slot.release();
        try {
            backoff.pause(call, e);
            meter.waitsFor("a free transfer slot");
            headway.excuse(backoff.excusing(() -> slot.retake(call)));
        } catch (ImageException ending) {
            EndOfCall.check(call, e);
            throw ending;
        }
    }

    /** Whether the server might send the whole. Another location may go on with what is held: it comes first. */
    private boolean perhapsForWantOfRanges(ImageException e) {
        return !e.retryable() && reception.held() > 0 && PERHAPS_NO_RANGES.contains(e.code());
    }
}
