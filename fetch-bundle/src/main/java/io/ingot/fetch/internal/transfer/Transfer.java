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
 * Transfers the bytes of one image, in as many attempts as it takes. This class alone decides how a failure is handled.
 * Not safe for concurrent use.
 */
public final class Transfer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Transfer.class);
    private static final int MAX_CHANGES = 3;
    /** The errors that a server may cause which fails on ranges, rather than ignoring them. */
    private static final Set<ErrorCode> MAY_MEAN_NO_RANGES = Set.of(ErrorCode.TRANSFER_FAILED, ErrorCode.UNACCEPTABLE);

    private final SourceResolver sources;
    private final ImageReceiver receiver;
    private final SizePolicy sizes;
    private final Backoff backoff;
    private final Watchdog watchdog;
    private final Slots.Slot slot;
    private final AttemptProgress attemptProgress;
    private final ResolverAttempts resolverAttempts;
    private final ProgressMeter meter;
    private final Call call;
    private @Nullable ResolvedSource source;
    private @Nullable ImageInfo unconfirmed; // the last answer, if its size differs from the declared one
    private boolean tooSlow;
    private @Nullable String hanging; // the service that hung in any attempt
    private int changes;

    /** Creates a transfer without attempts. */
    public Transfer(TransferJob job, SourceResolver sources, ImageReceiver receiver, AttemptBounds bounds) {
        this.sources = sources;
        this.receiver = receiver;
        this.sizes = job.sizes();
        this.meter = job.meter();
        this.backoff = bounds.backoff();
        this.watchdog = bounds.watchdog();
        this.slot = bounds.slot();
        this.attemptProgress = watchdog.newProgress();
        this.resolverAttempts = bounds.resolverAttempts();
        this.call = bounds.call();
    }

    /**
     * Receives the image, verifies it and places it at its destination.
     *
     * @throws ImageException if another attempt would not help, or too many failed
     */
    public VerifiedImage run() throws ImageException {
        try {
            while (true) {
                try {
                    return attempt();
                } catch (LocalFailure e) {
                    throw ImageException.from(e, "writing the image");
                } catch (IOException e) {
                    recover(ImageException.from(e, "reading " + sources.reference()));
                }
            }
        } catch (ImageException e) {
            throw withHangingService(hanging, e);
        }
    }

    /** Names the service that hung in any attempt, in the message and the details, whatever ended the transfer. */
    private static ImageException withHangingService(@Nullable String hanging, ImageException e) {
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
        receiver.close();
        sources.close();
    }

    private VerifiedImage attempt() throws IOException {
        source = null;
        tooSlow = false;
        ImageInfo unconfirmedBefore = unconfirmed;
        unconfirmed = null;
        call.check();
        ResolvedSource open = open();
        source = open;
        meter.servedBy(sources.service());
        try (Watchdog.Watch watch = watchdog.watch(call, open.reference())) {
            try {
                return receiver.receive(
                        open,
                        answered -> {
                            requireSize(open, answered, unconfirmedBefore);
                            return updateSource(answered, watch.call());
                        },
                        watch);
            } catch (LocalFailure e) {
                throw e;
            } catch (IOException e) {
                throw watch.reason(ImageException.from(e, "reading " + open.reference()));
            } catch (LinkageError e) {
                throw watch.reason(ResolverHolder.bundleReplaced(e));
            } finally {
                tooSlow = watch.isTooSlow();
                if (watch.hanging().isPresent()) {
                    hanging = watch.hanging().get();
                    sources.reopen();
                }
            }
        }
    }

    /**
     * Checks the size of an answer. If it differs from the size that the origin declared before, the server may have
     * truncated the image: unless a strong checksum proves the whole, the next answer must confirm it.
     */
    private void requireSize(ResolvedSource open, ImageInfo answered, @Nullable ImageInfo unconfirmedBefore)
            throws ImageException {
        boolean same = open.size().isEmpty()
                || answered.size().isEmpty()
                || open.size().equals(answered.size());
        boolean confirmed = unconfirmedBefore != null
                && unconfirmedBefore.size().equals(answered.size())
                && unconfirmedBefore.version().equals(answered.version());
        boolean isListing = answered.kind() == ImageInfo.Kind.LISTING; // which is refused, whatever its size
        if (!same && !confirmed && !isListing && !open.expectation().isStrong()) {
            unconfirmed = answered;
            throw ImageException.versionChange(
                    open.reference() + " has " + answered.size().getAsLong() + " bytes by this answer, and "
                            + open.size().getAsLong() + " by the one before");
        }
    }

    /** Updates the source to the version of an answer. */
    private ResolvedSource updateSource(ImageInfo answered, Call attempt) throws ImageException {
        ResolvedSource updated = sources.update(answered, resolverAttempts.once(), attempt);
        source = updated;
        if (!sources.isAtLocation()) {
            sizes.checkImage(sources.reference(), answered);
        }
        return updated;
    }

    /**
     * Opens the source. Until bytes were requested, the resolver repeats failed calls; afterwards only this class does.
     */
    private ResolvedSource open() throws ImageException {
        meter.phase(FetchPhase.ASKING);
        try {
            if (!receiver.hasStarted()) {
                return sources.open(resolverAttempts.limits(), call);
            }
            meter.attemptsLeft(backoff.attemptsLeft());
            return sources.open(resolverAttempts.once(), call);
        } catch (LinkageError e) {
            throw ResolverHolder.bundleReplaced(e);
        }
    }

    /** Handles a failure; returns if another attempt follows. */
    private void recover(ImageException e) throws ImageException {
        EndOfCall.check(call, e);
        meter.attemptFailed(e.getMessage());
        backoff.countFailure(e);
        boolean progress = attemptProgress.record(receiver.partBytes(), meter.received(), tooSlow);
        if (e.code() == ErrorCode.CANCELLED || e.code() == ErrorCode.INSUFFICIENT_SPACE) {
            throw e;
        }
        if (e.isVersionChange() && !sources.isAtLocation()) {
            recoverFromChange();
        } else if (source == null) {
            recoverFromFailedOpen(e);
        } else if (e.code() == ErrorCode.CHECKSUM_MISMATCH) {
            recoverFromMismatch(e);
        } else {
            recoverFromFailedRead(e, progress);
        }
    }

    /**
     * Handles a change of the image. The bytes that arrived are dropped, unless a strong checksum says that the image
     * is the same after all. The rest is read over one connection, since several may lead to nodes with different
     * versions.
     */
    private void recoverFromChange() throws ImageException {
        changes++;
        receiver.readOverOneConnection();
        if (changes > MAX_CHANGES) {
            throw new ImageException(
                    ErrorCode.TRANSFER_FAILED,
                    sources.reference() + " keeps changing: it was another image " + changes + " times while it was"
                            + " fetched");
        }
        ImageInfo previous = sources.info();
        ImageInfo current =
                backoff.retryWhileResolverAway(call, () -> sources.refreshInfo(resolverAttempts.limits(), call));
        sizes.checkImage(sources.reference(), current);
        boolean proven = current.checksums().stream().anyMatch(Checksum::strong) && current.sameVersion(previous);
        if (!proven) {
            receiver.discard();
        }
    }

    /** Handles a failure to open the source. The resolver has repeated the call already, unless it was away. */
    private void recoverFromFailedOpen(ImageException e) throws ImageException {
        boolean isTransient = sources.mayWorkLater() || (e.retryable() && e.code() != ErrorCode.LOCAL_IO);
        if (!isTransient || (!receiver.hasStarted() && !ResolverHolder.isAway(e))) {
            throw e;
        }
        sources.restart();
        pause(e);
    }

    private void recoverFromMismatch(ImageException e) throws ImageException {
        ImageException located = sources.withLocation(e);
        if (!sources.handleMismatch(e)) {
            throw located;
        }
        LOG.warn("{}; fetching it once more, bypassing all caches", e.getMessage());
        receiver.discard();
    }

    private void recoverFromFailedRead(ImageException e, boolean progress) throws ImageException {
        if (e.isVersionChange()) {
            receiver.discard();
        }
        if (progress) {
            backoff.recordProgress();
        } else if (mayLackRangeSupport(e) && !sources.hasMoreLocations()) {
            receiver.discard();
            pause(sources.withLocation(e));
            return;
        }
        ImageException located = sources.withLocation(e);
        if (sources.handleFailure(e, progress)) {
            return;
        }
        if (!e.retryable() || e.code() == ErrorCode.LOCAL_IO) {
            throw located;
        }
        LOG.debug("an attempt to fetch {} failed after {} bytes", sources.reference(), receiver.partBytes(), e);
        pause(located);
    }

    private void pause(ImageException e) throws ImageException {
        meter.waitingFor("the next attempt, after a pause");
        slot.release();
        try {
            backoff.pause(call, e);
            meter.waitingFor("a free transfer slot");
            attemptProgress.excludeTime(backoff.excludingWait(() -> slot.retake(call)));
        } catch (ImageException ending) {
            EndOfCall.check(call, e);
            throw ending;
        }
    }

    /**
     * Whether the failure may be caused by missing range support of the server. Other locations are tried first, since
     * they may continue from the bytes that arrived.
     */
    private boolean mayLackRangeSupport(ImageException e) {
        return !e.retryable() && receiver.partBytes() > 0 && MAY_MEAN_NO_RANGES.contains(e.code());
    }
}
