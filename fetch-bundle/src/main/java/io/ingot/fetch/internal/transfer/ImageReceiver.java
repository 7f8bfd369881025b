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
 * Receives an image in one attempt after the other: links a local file, or hands the body to the receiver of its form. It
 * joins the bytes of two attempts only where that cannot make a wrong image. Used by one thread.
 */
public final class ImageReceiver implements AutoCloseable {
    private final TransferJob job;
    private final @Nullable LinkTransfer linking;
    private final ChosenTarget target;
    private final PlainReceiver plain;
    private final CodedReceiver coded;
    private boolean begun;

    /**
     * Nothing is held yet.
     *
     * @param linkLocalFiles whether a local file is hard-linked to the destination rather than copied
     * @param targets where all other bytes arrive
     */
    public ImageReceiver(
            TransferJob job, FetchDestination destination, boolean linkLocalFiles, TargetSelector targets) {
        this.job = job;
        this.linking = linkLocalFiles ? new LinkTransfer(destination, job.context(), job.meter()) : null;
        this.target = new ChosenTarget(targets, job.context().lanes());
        this.plain = new PlainReceiver(job, target);
        this.coded = new CodedReceiver(job, target);
    }

    /** Whether bytes were asked for yet. */
    boolean begun() {
        return begun;
    }

    /** The bytes that are held, for a next attempt or of the last. */
    long held() {
        return coded.held().orElseGet(plain::held);
    }

    /** Has the next attempt start clean. */
    void discard() {
        plain.discard();
    }

    /** Has all later attempts read over one connection. */
    void readOverOneConnection() {
        plain.readOverOneConnection();
    }

    /** Hears what the origin says of the image together with its bytes, where that is not what was shown. */
    @FunctionalInterface
    interface Discovery {
        /** The source as it is now. */
        ResolvedSource found(ImageInfo told) throws ImageException;
    }

    /**
     * One attempt.
     *
     * @throws LocalFailure if it failed for a reason of this machine
     */
    VerifiedImage receive(ResolvedSource source, Discovery discovery, Watchdog.Watch watch) throws IOException {
        if (source.size().isPresent()) {
            job.sizes().size(source.reference(), source.size().getAsLong());
        }
        Optional<VerifiedImage> linked = linking == null ? Optional.empty() : linking.link(source, watch);
        if (linked.isPresent()) {
            return linked.get();
        }
        PartialImage ready = prepare(source);
        begun = true;
        if (source.size().equals(OptionalLong.of(ready.presentBytes()))) {
            return plain.receive(source, ready, ready.presentBytes(), watch);
        }
        return read(source, ready, discovery, watch);
    }

    @Override
    public void close() {
        plain.close();
        target.close();
    }

    /** Bytes that must not be kept land elsewhere than those before, if those may be. */
    private PartialImage prepare(ResolvedSource source) throws LocalFailure {
        job.meter().total(source.size());
        if (!source.mayBeKept() && target.keeps()) {
            plain.close();
            target.leave();
            plain.forget();
            coded.forget();
        }
        coded.begin();
        return plain.prepare(source);
    }

    /** Reads to the end. */
    private VerifiedImage read(ResolvedSource shown, PartialImage prepared, Discovery discovery, Watchdog.Watch watch)
            throws IOException {
        job.meter().phase(FetchPhase.TRANSFERRING);
        job.meter().reads(shown.reference());
        Watchdog.Watch connection = watch.another();
        Body body = null;
        boolean handedOn = false;
        try {
            body = shown.read(prepared.presentEnd(0), Long.MAX_VALUE, connection.call());
            connection.alive();
            watch.alive();
            ResolvedSource source = source(shown, body, discovery);
            PartialImage ready = source.equals(shown) ? prepared : prepare(source);
            if (body.coding().isPresent()) {
                return coded.receive(source, body, ready, connection, watch);
            }
            long size = plain.size(source, body, ready.presentEnd(0));
            if (ready.missing(size).isEmpty()) {
                return plain.receive(source, ready, size, watch);
            }
            handedOn = true;
            return plain.receive(source, ready, size, new PlainReceiver.FirstBody(body, connection), watch);
        } catch (LocalFailure e) {
            throw e;
        } catch (IOException e) {
            if (handedOn) {
                throw e;
            }
            throw connection.reason(ImageException.from(e, "reading " + shown.reference()));
        } finally {
            if (!handedOn) {
                ServiceThread.close(job.context(), body);
                connection.close();
            }
        }
    }

    /** Whose bytes these are: a part of another version is of use only where a digest proves the whole. */
    private static ResolvedSource source(ResolvedSource shown, Body body, Discovery discovery) throws ImageException {
        if (body.info().isEmpty()) {
            return shown;
        }
        if (body.offset() > 0 && !shown.expectation().strong()) {
            throw ImageException.versionChange(shown.reference() + " is another version now");
        }
        return discovery.found(body.info().get());
    }
}
