// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.transfer;

import io.ingot.fetch.internal.buffer.LocalFailure;
import io.ingot.fetch.internal.destination.FetchDestination;
import io.ingot.fetch.internal.destination.TargetSelector;
import io.ingot.fetch.internal.part.PartialImage;
import io.ingot.fetch.internal.source.ResolvedSource;
import io.ingot.image.FetchPhase;
import io.ingot.image.ImageException;
import io.ingot.image.ImageInfo;
import io.ingot.image.spi.Body;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Receives an image, one attempt after the other: links a local file, or passes the body to the receiver for its form.
 * It joins the bytes of two attempts only if a checksum or a version makes that safe. Not safe for concurrent use.
 */
public final class ImageReceiver implements AutoCloseable {
    private final TransferJob job;
    private final @Nullable LinkTransfer linkTransfer;
    private final ChosenTarget target;
    private final PlainReceiver plain;
    private final CodedReceiver coded;
    private boolean hasStarted;

    /**
     * Creates a receiver without any bytes.
     *
     * @param linkLocalFiles whether a local file is hard-linked to the destination rather than copied
     * @param targets chooses where all other bytes are written
     */
    public ImageReceiver(
            TransferJob job, FetchDestination destination, boolean linkLocalFiles, TargetSelector targets) {
        this.job = job;
        this.linkTransfer = linkLocalFiles ? new LinkTransfer(destination, job.context(), job.meter()) : null;
        this.target = new ChosenTarget(targets, job.context().stageThreads());
        this.plain = new PlainReceiver(job, target);
        this.coded = new CodedReceiver(job, target);
    }

    /** Whether bytes were requested from the origin yet. */
    boolean hasStarted() {
        return hasStarted;
    }

    /** Returns how many bytes the part holds. */
    long partBytes() {
        return coded.partBytes().orElseGet(plain::partBytes);
    }

    /** Makes the next attempt start from the first byte. */
    void discard() {
        plain.discard();
    }

    /** Limits later attempts to one connection. */
    void readOverOneConnection() {
        plain.readOverOneConnection();
    }

    /** Updates the source by what the origin says of the image in its answer, if that is not what it said before. */
    @FunctionalInterface
    interface SourceUpdater {
        /** Returns the updated source. */
        ResolvedSource update(ImageInfo answered) throws ImageException;
    }

    /**
     * Makes one attempt.
     *
     * @throws LocalFailure if this machine, not the origin, caused the failure
     */
    VerifiedImage receive(ResolvedSource source, SourceUpdater updater, Watchdog.Watch watch) throws IOException {
        if (source.size().isPresent()) {
            job.sizes().checkSize(source.reference(), source.size().getAsLong());
        }
        Optional<VerifiedImage> linked = linkTransfer == null ? Optional.empty() : linkTransfer.link(source, watch);
        if (linked.isPresent()) {
            return linked.get();
        }
        PartialImage ready = prepare(source);
        hasStarted = true;
        if (source.size().equals(OptionalLong.of(ready.presentBytes()))) {
            return plain.receive(source, ready, ready.presentBytes(), watch);
        }
        return read(source, ready, updater, watch);
    }

    @Override
    public void close() {
        plain.close();
        target.close();
    }

    /**
     * Prepares the image for the bytes of a source. A new target is chosen if these must not be cached, but earlier
     * ones may be.
     */
    private PartialImage prepare(ResolvedSource source) throws LocalFailure {
        job.meter().total(source.size());
        if (!source.mayBeCached() && target.isCacheable()) {
            plain.close();
            target.release();
            plain.reset();
            coded.reset();
        }
        coded.beginAttempt();
        return plain.prepare(source);
    }

    /** Reads the image to its end. */
    private VerifiedImage read(
            ResolvedSource requested, PartialImage prepared, SourceUpdater updater, Watchdog.Watch watch)
            throws IOException {
        job.meter().phase(FetchPhase.TRANSFERRING);
        job.meter().readingFrom(requested.reference());
        Watchdog.Watch connection = watch.watchConnection();
        Body body = null;
        boolean handedOver = false;
        try {
            body = requested.read(prepared.presentEnd(0), Long.MAX_VALUE, connection.call());
            connection.keepAlive();
            watch.keepAlive();
            ResolvedSource source = source(requested, body, updater);
            PartialImage ready = source.equals(requested) ? prepared : prepare(source);
            if (body.coding().isPresent()) {
                return coded.receive(source, body, ready, connection, watch);
            }
            long size = plain.expectedSize(source, body, ready.presentEnd(0));
            if (ready.missing(size).isEmpty()) {
                return plain.receive(source, ready, size, watch);
            }
            handedOver = true;
            return plain.receive(source, ready, size, new PlainReceiver.FirstBody(body, connection), watch);
        } catch (LocalFailure e) {
            throw e;
        } catch (IOException e) {
            if (handedOver) {
                throw e;
            }
            throw connection.reason(ImageException.from(e, "reading " + requested.reference()));
        } finally {
            if (!handedOver) {
                ServiceThread.close(job.context(), body);
                connection.close();
            }
        }
    }

    /**
     * Returns the source of a body. Bytes of another version continue a part only if a strong checksum proves the
     * whole.
     */
    private static ResolvedSource source(ResolvedSource requested, Body body, SourceUpdater updater)
            throws ImageException {
        if (body.info().isEmpty()) {
            return requested;
        }
        if (body.offset() > 0 && !requested.expectation().isStrong()) {
            throw ImageException.versionChange(requested.reference() + " is another version now");
        }
        return updater.update(body.info().get());
    }
}
