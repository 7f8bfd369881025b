// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.transfer;

import io.ingot.fetch.internal.buffer.LocalFailure;
import io.ingot.fetch.internal.buffer.Pipeline;
import io.ingot.fetch.internal.segment.Segment;
import io.ingot.fetch.internal.source.ResolverHolder;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.spi.Body;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches one segment after the other over one connection at a time. Runs on a thread of its own, which is left behind where
 * it does not return from the image service.
 */
final class SegmentWorker implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(SegmentWorker.class);

    private final SegmentJob job;
    private final WorkerControl control;
    private final Watchdog.Watch watch;
    private final ServiceCode code = new ServiceCode();
    private Segment segment;
    private boolean serving = true; // the segment is not given back yet
    private @Nullable SegmentReceiver receiving;
    private @Nullable Pipeline lent; // for bytes that are skipped
    private @Nullable Body body;
    private @Nullable OriginReader intake;
    private long position; // of the body in the image
    private boolean toTheEnd; // of the image the body goes
    private boolean rangesIgnored;
    private int place;
    private volatile boolean stopped;

    /**
     * A worker that has not begun.
     *
     * @param body what begins at or before the segment, if it is open already; closed by this worker
     */
    SegmentWorker(SegmentJob job, WorkerControl control, Segment first, Watchdog.Watch watch, @Nullable Body body) {
        this.job = job;
        this.control = control;
        this.segment = first;
        this.watch = watch;
        if (body != null) {
            take(body);
            toTheEnd = true;
            rangesIgnored = body.offset() < segment.from();
        }
    }

    /** Its number among those at work, from 0; the highest leave first. */
    int place() {
        return place;
    }

    void place(int number) {
        place = number;
    }

    /** Has it end as soon as it can. */
    void stop() {
        stopped = true;
        try {
            watch.call().cancel("the transfer has no use for this connection any more");
        } catch (RuntimeException | LinkageError e) { // an escape of a service: the others are to end, too
            LOG.warn("an escape of an image service failed while a connection was ended", e);
        }
    }

    /** It will never run. */
    void abandon() {
        job.segments().giveBack(segment, segment.from());
        ServiceThread.close(job.transfer().context(), body);
        watch.close();
    }

    /**
     * Leaves its thread behind, if that is inside the service although its call has ended, and gives back what it held: the
     * thread touches nothing more when it returns. To be called by one other thread, until it returns something.
     *
     * @return why the connection failed; absent if the thread goes on
     */
    Optional<ImageException> leaveBehind() {
        if (!watch.overdue() || !code.leaveBehind()) {
            return Optional.empty();
        }
        SegmentReceiver left = receiving;
        if (left != null) {
            left.forsake();
        }
        Pipeline unused = lent;
        if (unused != null) {
            unused.forsake();
        }
        if (serving) {
            giveBack();
        }
        TransferContext equipment = job.transfer().context();
        Body open = body;
        if (open != null) {
            equipment.connections().execute(() -> ServiceThread.closeQuietly(open)); // may let the thread go
        }
        ImageException failure = ServiceThread.leftBehind(equipment.door(), job.reference(), watch);
        watch.close();
        return Optional.of(failure);
    }

    @Override
    public void run() {
        Throwable failure = null;
        try {
            Optional<Segment> next = Optional.of(segment);
            while (next.isPresent()) {
                segment = next.get();
                serve();
                next = control.next(this);
            }
        } catch (ServiceCode.LeftBehind e) {
            LOG.debug("a thread that was left behind in an image service has returned");
            return;
        } catch (LocalFailure e) {
            failure = e;
        } catch (IOException e) {
            failure = watch.reason(ImageException.from(e, "reading " + job.reference()));
        } catch (LinkageError e) {
            failure = watch.reason(ResolverHolder.leaving(e));
        } catch (Throwable e) { // the waiting thread gets it
            failure = e;
        }
        try {
            closeBody();
        } catch (ServiceCode.LeftBehind e) {
            return;
        }
        watch.close();
        control.left(this, stopped ? null : failure);
    }

    private void serve() throws IOException {
        boolean ended = false;
        serving = true;
        try {
            OriginReader source = reach();
            ended = receive(source);
        } finally {
            if (!code.leftBehind()) {
                serving = false;
                if (ended) {
                    job.segments().over(segment);
                } else {
                    giveBack();
                }
            }
        }
    }

    private void giveBack() {
        long end = job.segments().end(segment);
        long reached = job.image().presentEnd(segment.from());
        job.segments().giveBack(segment, Math.min(end, reached));
    }

    /** A stream that begins at the segment: the one that is open, if it leads there. */
    private OriginReader reach() throws IOException {
        OriginReader open = intake;
        boolean leadsThere = toTheEnd && (position == segment.from() || (rangesIgnored && position < segment.from()));
        if (open == null || open.over() || !leadsThere) {
            closeBody();
            open = open();
        }
        if (position < segment.from()) {
            skip(open, segment.from() - position);
        }
        return open;
    }

    private OriginReader open() throws IOException {
        long end = job.segments().end(segment);
        toTheEnd = end == job.size();
        long limit = toTheEnd ? Long.MAX_VALUE : end - segment.from();
        Body opened = job.source().read(segment.from(), limit, watch.call());
        OriginReader source = take(opened);
        watch.alive();
        if (opened.coding().isPresent() || opened.offset() > segment.from()) {
            control.rangesFail();
            throw otherBytes(opened);
        }
        if (opened.info().isPresent()) {
            joinAnotherVersion();
        }
        if (opened.total().isPresent() && opened.total().getAsLong() != job.size()) {
            throw ImageException.versionChange(
                    job.reference() + " has " + opened.total().getAsLong() + " bytes now, it had " + job.size());
        }
        if (opened.offset() < segment.from()) {
            toTheEnd = true;
            rangesIgnored = true;
            if (!control.rangesFail()) {
                throw otherBytes(opened);
            }
        }
        return source;
    }

    /** Another node may name the same bytes otherwise, as the digest of the whole will show. */
    private void joinAnotherVersion() throws ImageException {
        if (!job.source().expectation().strong()) {
            throw ImageException.versionChange(job.reference() + " is another version now");
        }
        job.image().markMixed();
    }

    private ImageException otherBytes(Body opened) {
        return new ImageException(
                ErrorCode.TRANSFER_FAILED,
                job.reference() + " was sent from byte " + opened.offset()
                        + opened.coding()
                                .map(coding -> " in the content coding " + coding)
                                .orElse("")
                        + ", asked for from byte " + segment.from());
    }

    private OriginReader take(Body opened) {
        body = opened;
        position = opened.offset();
        OriginReader source = new OriginReader(job.transfer(), job.reference(), opened.bytes(), watch, code);
        intake = source;
        return source;
    }

    /** Where a server knows no ranges, what is there comes once more. */
    private void skip(OriginReader source, long count) throws IOException {
        control.receivedAgain(count);
        Pipeline pipeline = new Pipeline(
                List.of(),
                job.transfer().context().buffers(),
                job.transfer().context().lanes());
        lent = pipeline;
        try {
            byte[] buffer = pipeline.buffer(watch.call(), watch::alive);
            for (long left = count; left > 0 && !source.over(); ) {
                int skipped = source.fill(buffer, (int) Math.min(buffer.length, left));
                left -= skipped;
                position += skipped;
            }
        } finally {
            if (!code.leftBehind()) {
                lent = null;
                pipeline.close();
            }
        }
        if (position < segment.from()) {
            throw endedEarly(source, segment.from());
        }
    }

    /**
     * Receives the segment. What came is in the assembly when this returns or throws.
     *
     * @return whether this was the end of an image of unknown size
     */
    private boolean receive(OriginReader source) throws IOException {
        SegmentReceiver open =
                new SegmentReceiver(job.image(), segment.from(), job.transfer().context());
        receiving = open;
        try {
            pump(source, open.pipeline());
            open.settle(position);
        } finally {
            if (!code.leftBehind()) {
                receiving = null;
                open.close();
            }
        }
        return ended(source);
    }

    private void pump(OriginReader source, Pipeline pipeline) throws IOException {
        while (!source.over() && !control.leaves(this)) {
            byte[] buffer = pipeline.buffer(watch.call(), watch::alive);
            int most = job.segments().claim(segment, buffer.length);
            if (most == 0) {
                return;
            }
            int length = source.fill(buffer, most);
            position += length;
            job.transfer().sizes().atMost(job.reference(), position);
            pipeline.put(buffer, length);
            control.received(length);
        }
    }

    private boolean ended(OriginReader source) throws IOException {
        long end = job.segments().end(segment);
        if (position == end) {
            if (toTheEnd && end == job.size()) {
                requireNoMore(source);
            }
            return false;
        }
        if (!source.over()) {
            return false; // it is one too many, and leaves
        }
        if (source.failure().isPresent() || end != Long.MAX_VALUE) {
            throw endedEarly(source, end);
        }
        Body open = body;
        if (open != null && !open.endProven()) {
            control.endsUnproven();
        }
        return true;
    }

    private IOException endedEarly(OriginReader source, long end) {
        return source.failure()
                .orElseGet(() -> new ImageException(
                        ErrorCode.TRANSFER_FAILED,
                        job.reference() + " ended early: " + position + " of " + end + " bytes came"));
    }

    /** All is there: a connection that breaks or stalls now does no harm any more; a further byte shows a lie. */
    private void requireNoMore(OriginReader source) throws ImageException {
        if (source.fill(new byte[1], 1) > 0) {
            throw control.fails(new ImageException(
                            ErrorCode.TRANSFER_FAILED,
                            job.reference() + " has more bytes than the " + job.size() + " that were declared")
                    .nonRetryable());
        }
    }

    /** All that was wanted of it has been read, or failed before. */
    private void closeBody() {
        Body open = body;
        body = null;
        intake = null;
        if (open != null) {
            code.enter();
            try {
                ServiceThread.closeQuietly(open);
            } finally {
                code.leave();
            }
        }
    }
}
