// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.transfer;

import io.ingot.fetch.internal.buffer.LocalFailure;
import io.ingot.fetch.internal.part.BackgroundHasher;
import io.ingot.fetch.internal.part.PartialImage;
import io.ingot.fetch.internal.part.Range;
import io.ingot.fetch.internal.progress.ProgressMeter;
import io.ingot.fetch.internal.segment.ConnectionScaler;
import io.ingot.fetch.internal.segment.Segment;
import io.ingot.fetch.internal.segment.SegmentQueue;
import io.ingot.fetch.internal.source.ResolvedSource;
import io.ingot.image.FetchPhase;
import io.ingot.image.ImageException;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Downloads what is missing of one image in one attempt: starts workers, as many as pay, and a hasher as soon as bytes are
 * on disk that were not hashed on their way. A worker that breaks leaves its segment to the others; the attempt fails with the
 * last one. Its {@link #run} is called by one thread; workers call the rest.
 */
final class SegmentedDownload implements WorkerControl {
    private static final Logger LOG = LoggerFactory.getLogger(SegmentedDownload.class);
    private static final long TICK_MILLIS = 20;
    private static final int SCARCE_BUFFERS = 24;

    private final SegmentJob job;
    private final ResolvedSource source;
    private final PartialImage image;
    private final TransferContext context;
    private final ProgressMeter meter;
    private final Watchdog.Watch watch;
    private final SegmentQueue segments;
    private final ConnectionScaler scaler;
    private final long size;
    private final Set<SegmentWorker> workers = new LinkedHashSet<>(); // guarded by this
    private int most; // guarded by this
    private int wanted = 1; // guarded by this
    private boolean stopping; // guarded by this
    private boolean endUnproven; // guarded by this
    private @Nullable Throwable fatal; // guarded by this
    private @Nullable IOException broken; // guarded by this
    private @Nullable BackgroundHasher hasher; // guarded by this
    private long received; // guarded by this
    private long there; // guarded by this
    private long reused; // guarded by this

    /**
     * An attempt that has not begun.
     *
     * @param size of the image; {@link Long#MAX_VALUE} if only the end of the bytes will tell
     */
    SegmentedDownload(
            TransferJob transfer, ResolvedSource source, PartialImage image, long size, Watchdog.Watch watch) {
        this.source = source;
        this.image = image;
        this.size = size;
        this.context = transfer.context();
        this.watch = watch;
        this.meter = transfer.meter();
        this.segments = new SegmentQueue(image.missing(size));
        this.job = new SegmentJob(transfer, source, image, size, segments);
        this.scaler = new ConnectionScaler(transfer.rules());
        this.most = divisible(source) ? transfer.rules().most() : 1;
        this.there = image.presentBytes();
        this.reused = there;
    }

    /** Whether bytes of several reads make the image of this source. */
    private static boolean divisible(ResolvedSource source) {
        return source.size().isPresent() && source.bytes().file().isEmpty() && source.joins();
    }

    /** Downloads to the end. Whatever goes wrong, what came before is in the image, and no worker touches it any more. */
    void run(PlainReceiver.FirstBody first) throws IOException {
        Segment segment = segments.take(Long.MAX_VALUE).orElseThrow();
        start(new SegmentWorker(job, this, segment, first.connection(), first.body()));
        run();
    }

    /** Downloads to the end, where nothing is open yet, and perhaps nothing missing. */
    void run() throws IOException {
        meter.reused(reused);
        try {
            while (!over()) {
                watch.call().check();
                watch.alive();
                tick();
                leaveBehind();
            }
        } finally {
            stop();
        }
        throwFailure();
    }

    @Override
    public synchronized void received(int bytes) {
        received += bytes;
        there += bytes;
        meter.there(there);
    }

    @Override
    public synchronized void receivedAgain(long bytes) {
        reused = Math.max(0, reused - bytes);
        meter.reused(reused);
    }

    @Override
    public synchronized Optional<Segment> next(SegmentWorker worker) {
        return leaves(worker) ? Optional.empty() : segments.take(most == 1 ? Long.MAX_VALUE : scaler.stretchBytes());
    }

    @Override
    public synchronized boolean leaves(SegmentWorker worker) {
        return stopping || (worker.place() >= wanted && workers.size() > wanted);
    }

    @Override
    public synchronized void endsUnproven() {
        endUnproven = true;
    }

    /** Whether nothing but the end of the connection says that all is there. */
    synchronized boolean endUnproven() {
        return endUnproven;
    }

    @Override
    public synchronized boolean rangesFail() {
        most = 1;
        wanted = 1;
        return workers.size() == 1;
    }

    @Override
    public synchronized ImageException fails(ImageException e) {
        fatal = e;
        notifyAll();
        return e;
    }

    @Override
    public synchronized void left(SegmentWorker worker, @Nullable Throwable failure) {
        workers.remove(worker);
        if (failure != null && !stopping) {
            failed(failure);
        }
        meter.segments(workers.size());
        notifyAll();
    }

    private void failed(Throwable failure) {
        boolean ofAll = !(failure instanceof IOException)
                || failure instanceof LocalFailure
                || (failure instanceof ImageException known && known.isVersionChange());
        if (ofAll) {
            fatal = failure;
        } else {
            LOG.debug("a connection to {} broke; {} go on", source.reference(), workers.size(), failure);
            if (!workers.isEmpty()) { // the last one is the attempt's own failure, and counted as that
                meter.failed(String.valueOf(failure.getMessage()));
            }
            broken = (IOException) failure;
            most = Math.max(1, workers.size());
            wanted = Math.min(wanted, most);
        }
    }

    private synchronized boolean over() {
        boolean hashed = hasher == null && !image.hashing().isClaimed();
        boolean whole = segments.done()
                && hashed
                && (size == Long.MAX_VALUE || image.hashing().position() == size);
        return fatal != null || (workers.isEmpty() && (whole || givenUp()));
    }

    /** The last worker broke off before all was there. */
    private boolean givenUp() {
        return broken != null && !segments.done();
    }

    private synchronized void tick() throws IOException {
        follow();
        wanted = wanted();
        while (workers.size() < wanted && broken == null) {
            Optional<Segment> segment = segments.take(most == 1 ? Long.MAX_VALUE : scaler.stretchBytes());
            if (segment.isEmpty()) {
                break;
            }
            start(new SegmentWorker(job, this, segment.get(), watch.another(), null));
        }
        meter.phase(workers.isEmpty() ? FetchPhase.CHECKING : FetchPhase.TRANSFERRING);
        pause();
    }

    private int wanted() {
        long now = context.nanos().getAsLong();
        long traffic = context.traffic().bytes();
        int paying = Math.min(most, scaler.wanted(now, received, traffic, size - there, workers.size()));
        boolean scarce = context.buffers().available() < SCARCE_BUFFERS;
        return scarce ? Math.max(1, Math.min(paying, workers.size())) : paying;
    }

    /** Has bytes hashed that are on disk already. */
    private void follow() {
        long position = image.hashing().position();
        if (hasher == null
                && size != Long.MAX_VALUE
                && image.presentEnd(position) > position
                && image.hashing().claim(position)) {
            BackgroundHasher started = new BackgroundHasher(image, size, this::damaged, watch.call());
            hasher = started;
            boolean running = false;
            try {
                context.lanes().execute(() -> follow(started));
                running = true;
            } finally {
                if (!running) {
                    hasher = null;
                    image.hashing().release(position);
                }
            }
        }
    }

    private void follow(BackgroundHasher started) {
        Throwable failure = null;
        try {
            started.run(context.buffers(), context.lanes());
        } catch (Throwable e) {
            failure = e;
        }
        synchronized (this) {
            hasher = null;
            if (failure != null && !stopping) {
                fatal = failure;
            }
            notifyAll();
        }
    }

    private synchronized void damaged(Range range) {
        LOG.info(
                "{} bytes of {} from {} on did not survive and are fetched again",
                range.length(),
                source.reference(),
                range.from());
        there -= range.length();
        meter.there(there);
        receivedAgain(range.length());
        segments.add(range);
        notifyAll();
    }

    private synchronized void start(SegmentWorker worker) {
        worker.place(place());
        workers.add(worker);
        meter.segments(workers.size());
        boolean running = false;
        try {
            context.connections().execute(worker);
            running = true;
        } finally {
            if (!running) {
                worker.abandon();
                workers.remove(worker);
            }
        }
    }

    /** The least place that no worker has. */
    private int place() {
        List<Integer> taken = workers.stream().map(SegmentWorker::place).toList();
        int place = 0;
        while (taken.contains(place)) {
            place++;
        }
        return place;
    }

    /** Goes on without the workers whose threads do not return from the image service. */
    private void leaveBehind() {
        for (SegmentWorker worker : atWork()) {
            worker.leaveBehind().ifPresent(failure -> left(worker, failure));
        }
    }

    private synchronized List<SegmentWorker> atWork() {
        return List.copyOf(workers);
    }

    /** Ends all who are at work and waits for them, since they hold the file; those inside a service are left behind. */
    private void stop() {
        dismiss();
        boolean interrupted = false;
        while (busy()) {
            leaveBehind();
            interrupted |= interruptedInATick();
        }
        meter.segments(0);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void dismiss() {
        stopping = true;
        workers.forEach(SegmentWorker::stop);
        if (hasher != null) {
            hasher.stop();
        }
    }

    private synchronized boolean busy() {
        return !workers.isEmpty() || hasher != null;
    }

    @SuppressWarnings("WaitNotInLoop") // the caller loops
    private synchronized boolean interruptedInATick() {
        try {
            if (busy()) {
                wait(TICK_MILLIS);
            }
            return false;
        } catch (InterruptedException e) {
            return true;
        }
    }

    @SuppressWarnings("WaitNotInLoop") // the caller loops, and looks at more than one condition
    private synchronized void pause() throws ImageException {
        try {
            wait(TICK_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            watch.call().cancel("the thread of the transfer was interrupted");
        }
    }

    private synchronized void throwFailure() throws IOException {
        Throwable first = fatal;
        if (first instanceof Error error) {
            throw error;
        }
        if (first instanceof RuntimeException defect) {
            throw defect;
        }
        if (first != null) {
            throw (IOException) first;
        }
        if (broken != null && givenUp()) {
            throw broken;
        }
    }
}
