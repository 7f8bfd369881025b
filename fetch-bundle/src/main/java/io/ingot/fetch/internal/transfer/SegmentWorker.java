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
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches one segment after the other, over one connection at a time. Runs on its own thread, which is left behind if
 * it does not return from the image service.
 */
final class SegmentWorker implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(SegmentWorker.class);

    private final SegmentJob job;
    private final WorkerControl control;
    private final Watchdog.Watch watch;
    private final ServiceCode code = new ServiceCode();
    private Segment segment;
    private boolean holdsSegment = true; // the segment is not returned yet
    private @Nullable SegmentReceiver receiver;
    private @Nullable Pipeline skipPipeline; // buffers skipped bytes
    private @Nullable Body body;
    private @Nullable OriginReader reader;
    private long position; // the position of the body in the image
    private boolean readsToEnd; // whether the body extends to the end of the image
    private boolean rangesIgnored;
    private int number;
    private volatile boolean stopped;

    /**
     * Creates a worker that has not started.
     *
     * @param body an open body that begins at or before the segment, if there is one; closed by this worker
     */
    SegmentWorker(SegmentJob job, WorkerControl control, Segment first, Watchdog.Watch watch, @Nullable Body body) {
        this.job = job;
        this.control = control;
        this.segment = first;
        this.watch = watch;
        if (body != null) {
            use(body);
            readsToEnd = true;
            rangesIgnored = body.offset() < segment.from();
        }
    }

    /** Returns its number among the running workers, from 0; those with the highest numbers end first. */
    int number() {
        return number;
    }

    void assignNumber(int value) {
        number = value;
    }

    /** Ends the worker as soon as possible. */
    void stop() {
        stopped = true;
        try {
            watch.call().cancel("the transfer does not need this connection any more");
        } catch (RuntimeException | LinkageError e) { // from a cancel handler of a service: end the others as well
            LOG.warn("a cancel handler of an image service failed", e);
        }
    }

    /** Releases the resources of a worker that cannot be started. */
    void discardUnstarted() {
        job.segments().giveBack(segment, segment.from());
        ServiceThread.close(job.transfer().context(), body);
        watch.close();
    }

    /**
     * Leaves its thread behind if it is inside the image service although its call has ended, and releases its
     * resources. The thread changes nothing when it returns. Called by one other thread, until it returns a failure.
     *
     * @return why the connection failed; empty if the thread continues
     */
    Optional<ImageException> leaveBehind() {
        if (!watch.isOverdue() || !code.leaveBehind()) {
            return Optional.empty();
        }
        SegmentReceiver left = receiver;
        if (left != null) {
            left.abandon();
        }
        Pipeline unused = skipPipeline;
        if (unused != null) {
            unused.abandon();
        }
        if (holdsSegment) {
            returnSegment();
        }
        TransferContext context = job.transfer().context();
        Body open = body;
        if (open != null) {
            context.readerThreads().execute(() -> ServiceThread.closeQuietly(open)); // may unblock the thread
        }
        ImageException failure = ServiceThread.hangFailure(context.resolver(), job.reference(), watch);
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
                fetchSegment();
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
            failure = watch.reason(ResolverHolder.bundleReplaced(e));
        } catch (Throwable e) { // reported to the waiting thread
            failure = e;
        }
        try {
            closeBody();
        } catch (ServiceCode.LeftBehind e) {
            return;
        }
        watch.close();
        control.workerLeft(this, stopped ? null : failure);
    }

    private void fetchSegment() throws IOException {
        boolean ended = false;
        holdsSegment = true;
        try {
            OriginReader source = seek();
            ended = receive(source);
        } finally {
            if (!code.isLeftBehind()) {
                holdsSegment = false;
                if (ended) {
                    job.segments().finish(segment);
                } else {
                    returnSegment();
                }
            }
        }
    }

    private void returnSegment() {
        long end = job.segments().end(segment);
        long reached = job.image().presentEnd(segment.from());
        job.segments().giveBack(segment, Math.min(end, reached));
    }

    /** Returns a reader at the beginning of the segment: the open one, if it leads there, or a new one. */
    private OriginReader seek() throws IOException {
        OriginReader open = reader;
        boolean reachesSegment =
                readsToEnd && (position == segment.from() || (rangesIgnored && position < segment.from()));
        if (open == null || open.isEnded() || !reachesSegment) {
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
        readsToEnd = end == job.size();
        long limit = readsToEnd ? Long.MAX_VALUE : end - segment.from();
        Body opened = job.source().read(segment.from(), limit, watch.call());
        OriginReader source = use(opened);
        watch.keepAlive();
        if (opened.coding().isPresent() || opened.offset() > segment.from()) {
            control.reportRangesUnsupported();
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
            readsToEnd = true;
            rangesIgnored = true;
            if (!control.reportRangesUnsupported()) {
                throw otherBytes(opened);
            }
        }
        return source;
    }

    /**
     * Accepts bytes of another version if a strong checksum proves the whole: the nodes of a server may give the same
     * bytes different entity tags.
     */
    private void joinAnotherVersion() throws ImageException {
        if (!job.source().expectation().isStrong()) {
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

    private OriginReader use(Body opened) {
        body = opened;
        position = opened.offset();
        OriginReader source = new OriginReader(job.transfer(), job.reference(), opened, watch, code);
        reader = source;
        return source;
    }

    /** Skips bytes that have arrived before, since the server ignores ranges. */
    private void skip(OriginReader source, long count) throws IOException {
        control.addReceivedAgain(count);
        Pipeline pipeline = job.transfer().context().pipelines().open(List.of());
        skipPipeline = pipeline;
        try {
            ByteBuffer buffer = pipeline.buffer(watch.call(), watch::keepAlive);
            for (long left = count; left > 0 && !source.isEnded(); ) {
                int skipped = source.fill(buffer.clear().limit((int) Math.min(buffer.capacity(), left)));
                left -= skipped;
                position += skipped;
            }
        } finally {
            if (!code.isLeftBehind()) {
                skipPipeline = null;
                pipeline.close();
            }
        }
        if (position < segment.from()) {
            throw endedEarly(source, segment.from());
        }
    }

    /**
     * Receives the segment. The bytes that arrived are in the image when this method returns or throws.
     *
     * @return whether this was the end of an image of unknown size
     */
    private boolean receive(OriginReader source) throws IOException {
        SegmentReceiver open =
                new SegmentReceiver(job.image(), segment.from(), job.transfer().context());
        receiver = open;
        try {
            copy(source, open.pipeline());
            open.finish(position);
        } finally {
            if (!code.isLeftBehind()) {
                receiver = null;
                open.close();
            }
        }
        return checkEnd(source);
    }

    private void copy(OriginReader source, Pipeline pipeline) throws IOException {
        LongSupplier nanos = job.transfer().context().nanos();
        int claimed = 0; // and not read yet
        long asked = nanos.getAsLong();
        while (!source.isEnded() && !control.shouldLeave(this)) {
            ByteBuffer buffer = pipeline.buffer(watch.call(), watch::keepAlive);
            claimed += job.segments().claim(segment, Math.max(0, buffer.capacity() - claimed));
            if (claimed == 0) {
                return;
            }
            long lent = nanos.getAsLong();
            int length = source.fill(buffer.limit(Math.min(claimed, buffer.capacity())));
            long filled = nanos.getAsLong();
            claimed -= length;
            position += length;
            job.transfer().sizes().checkAtMost(job.reference(), position);
            watch.localWork(() -> pipeline.put(length));
            long done = nanos.getAsLong();
            control.addReceived(length, filled - lent, done - filled + lent - asked);
            asked = done;
        }
    }

    private boolean checkEnd(OriginReader source) throws IOException {
        long end = job.segments().end(segment);
        if (position == end) {
            if (readsToEnd && end == job.size()) {
                requireNoMore(source);
            }
            return false;
        }
        if (!source.isEnded()) {
            return false; // not needed any more
        }
        if (source.failure().isPresent() || end != Long.MAX_VALUE) {
            throw endedEarly(source, end);
        }
        Body open = body;
        if (open != null && !open.isEndProven()) {
            control.reportUnprovenEnd();
        }
        return true;
    }

    private IOException endedEarly(OriginReader source, long end) {
        return source.failure()
                .orElseGet(() -> new ImageException(
                        ErrorCode.TRANSFER_FAILED,
                        job.reference() + " ended early: " + position + " of " + end + " bytes arrived"));
    }

    /** Checks for bytes beyond the declared size. A connection that breaks or stalls now does no harm. */
    private void requireNoMore(OriginReader source) throws ImageException {
        if (source.fill(ByteBuffer.allocate(1)) > 0) {
            throw control.failAll(new ImageException(
                            ErrorCode.TRANSFER_FAILED,
                            job.reference() + " has more bytes than the " + job.size() + " that were declared")
                    .nonRetryable());
        }
    }

    /** Closes the body, which is not read any more. */
    private void closeBody() {
        Body open = body;
        body = null;
        reader = null;
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
