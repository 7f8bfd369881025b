// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.transfer;

import io.ingot.fetch.internal.buffer.LocalFailure;
import io.ingot.fetch.internal.buffer.Pipeline;
import io.ingot.fetch.internal.segment.Stretch;
import io.ingot.fetch.internal.source.Door;
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
 * Fetches one stretch after the other over one connection at a time. Runs on a thread of its own, which is left behind where
 * it does not return from the image service.
 */
final class Worker implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Worker.class);

    private final Gathering gathering;
    private final Watchdog.Watch watch;
    private final ServiceCode code = new ServiceCode();
    private Stretch stretch;
    private boolean serving = true; // the stretch is not given back yet
    private @Nullable Receiving receiving;
    private @Nullable Pipeline lent; // for bytes that are skipped
    private @Nullable Body body;
    private @Nullable Intake intake;
    private long position; // of the body in the image
    private boolean toTheEnd; // of the image the body goes
    private boolean rangesIgnored;
    private int place;
    private volatile boolean stopped;

    /**
     * A worker that has not begun.
     *
     * @param body what begins at or before the stretch, if it is open already; closed by this worker
     */
    Worker(Gathering gathering, Stretch stretch, @Nullable Body body, Watchdog.Watch watch) {
        this.gathering = gathering;
        this.stretch = stretch;
        this.watch = watch;
        if (body != null) {
            take(body);
            toTheEnd = true;
            rangesIgnored = body.offset() < stretch.from();
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
        gathering.stretches().giveBack(stretch, stretch.from());
        ServiceThread.close(gathering.equipment(), body);
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
        Receiving left = receiving;
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
        Equipment equipment = gathering.equipment();
        Body open = body;
        if (open != null) {
            equipment.connections().execute(() -> ServiceThread.closeQuietly(open)); // may let the thread go
        }
        ImageException failure =
                ServiceThread.leftBehind(equipment.door(), gathering.leaf().reference(), watch);
        watch.close();
        return Optional.of(failure);
    }

    @Override
    public void run() {
        Throwable failure = null;
        try {
            Optional<Stretch> next = Optional.of(stretch);
            while (next.isPresent()) {
                stretch = next.get();
                serve();
                next = gathering.next(this);
            }
        } catch (ServiceCode.LeftBehind e) {
            LOG.debug("a thread that was left behind in an image service has returned");
            return;
        } catch (LocalFailure e) {
            failure = e;
        } catch (IOException e) {
            failure = watch.reason(
                    ImageException.from(e, "reading " + gathering.leaf().reference()));
        } catch (LinkageError e) {
            failure = watch.reason(Door.leaving(e));
        } catch (Throwable e) { // the waiting thread gets it
            failure = e;
        }
        try {
            closeBody();
        } catch (ServiceCode.LeftBehind e) {
            return;
        }
        watch.close();
        gathering.left(this, stopped ? null : failure);
    }

    private void serve() throws IOException {
        boolean ended = false;
        serving = true;
        try {
            Intake source = reach();
            ended = receive(source);
        } finally {
            if (!code.leftBehind()) {
                serving = false;
                if (ended) {
                    gathering.stretches().over(stretch);
                } else {
                    giveBack();
                }
            }
        }
    }

    private void giveBack() {
        long end = gathering.stretches().end(stretch);
        long reached = gathering.assembly().endFrom(stretch.from());
        gathering.stretches().giveBack(stretch, Math.min(end, reached));
    }

    /** A stream that begins at the stretch: the one that is open, if it leads there. */
    private Intake reach() throws IOException {
        Intake open = intake;
        boolean leadsThere = toTheEnd && (position == stretch.from() || (rangesIgnored && position < stretch.from()));
        if (open == null || open.over() || !leadsThere) {
            closeBody();
            open = open();
        }
        if (position < stretch.from()) {
            skip(open, stretch.from() - position);
        }
        return open;
    }

    private Intake open() throws IOException {
        long end = gathering.stretches().end(stretch);
        toTheEnd = end == gathering.size();
        long limit = toTheEnd ? Long.MAX_VALUE : end - stretch.from();
        Body opened = gathering.leaf().read(stretch.from(), limit, watch.call());
        Intake source = take(opened);
        watch.alive();
        if (opened.coding().isPresent() || opened.offset() > stretch.from()) {
            throw otherBytes(opened);
        }
        if (opened.info().isPresent()) {
            joinAnotherVersion();
        }
        if (opened.total().isPresent() && opened.total().getAsLong() != gathering.size()) {
            throw new ImageException(
                    ErrorCode.CHANGED,
                    gathering.leaf().reference() + " has " + opened.total().getAsLong() + " bytes now, it had "
                            + gathering.size());
        }
        if (opened.offset() < stretch.from()) {
            toTheEnd = true;
            rangesIgnored = true;
            if (!gathering.alone()) {
                throw otherBytes(opened);
            }
            gathering.rangesFail();
        }
        return source;
    }

    /** Another node may name the same bytes otherwise, as the digest of the whole will show. */
    private void joinAnotherVersion() throws ImageException {
        if (!gathering.leaf().expectation().strong()) {
            throw new ImageException(ErrorCode.CHANGED, gathering.leaf().reference() + " is another version now");
        }
        gathering.assembly().mix();
    }

    private ImageException otherBytes(Body opened) {
        gathering.rangesFail();
        return new ImageException(
                ErrorCode.TRANSFER_FAILED,
                gathering.leaf().reference() + " was sent from byte " + opened.offset()
                        + opened.coding()
                                .map(coding -> " in the content coding " + coding)
                                .orElse("")
                        + ", asked for from byte " + stretch.from());
    }

    private Intake take(Body opened) {
        body = opened;
        position = opened.offset();
        Intake source = new Intake(
                opened.bytes(),
                gathering.leaf().reference(),
                gathering.equipment().traffic(),
                gathering.valve(),
                watch,
                code,
                gathering.meter());
        intake = source;
        return source;
    }

    /** Where a server knows no ranges, what is there comes once more. */
    private void skip(Intake source, long count) throws IOException {
        gathering.movedAgain(count);
        Pipeline pipeline = new Pipeline(
                List.of(),
                gathering.equipment().buffers(),
                gathering.equipment().lanes());
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
        if (position < stretch.from()) {
            throw endedEarly(source, stretch.from());
        }
    }

    /**
     * Receives the stretch. What came is in the assembly when this returns or throws.
     *
     * @return whether this was the end of an image of unknown size
     */
    private boolean receive(Intake source) throws IOException {
        Receiving open = new Receiving(gathering.assembly(), stretch.from(), gathering.equipment());
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

    private void pump(Intake source, Pipeline pipeline) throws IOException {
        while (!source.over() && !gathering.leaves(this)) {
            byte[] buffer = pipeline.buffer(watch.call(), watch::alive);
            int most = gathering.stretches().claim(stretch, buffer.length);
            if (most == 0) {
                return;
            }
            int length = source.fill(buffer, most);
            position += length;
            gathering.acceptance().atMost(gathering.leaf().reference(), position);
            pipeline.put(buffer, length);
            gathering.came(length);
        }
    }

    private boolean ended(Intake source) throws IOException {
        long end = gathering.stretches().end(stretch);
        if (position == end) {
            if (toTheEnd && end == gathering.size()) {
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
            gathering.endsUnproven();
        }
        return true;
    }

    private IOException endedEarly(Intake source, long end) {
        return source.failure()
                .orElseGet(() -> new ImageException(
                        ErrorCode.TRANSFER_FAILED,
                        gathering.leaf().reference() + " ended early: " + position + " of " + end + " bytes came"));
    }

    /** All is there: a connection that breaks or stalls now does no harm any more; a further byte shows a lie. */
    private void requireNoMore(Intake source) throws ImageException {
        if (source.fill(new byte[1], 1) > 0) {
            throw gathering.fails(new ImageException(
                            ErrorCode.TRANSFER_FAILED,
                            gathering.leaf().reference() + " has more bytes than the " + gathering.size()
                                    + " that were declared")
                    .lasting());
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
