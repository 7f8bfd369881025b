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
 * Downloads the missing bytes of one image in one attempt. It starts as many workers as pay off, and a hasher once
 * bytes are on disk that were not hashed when they arrived. A worker that fails returns its segment to the others; the
 * attempt fails with the last worker. One thread calls {@link #run}; workers call the other methods.
 */
final class SegmentedDownload implements WorkerControl {
    private static final Logger LOG = LoggerFactory.getLogger(SegmentedDownload.class);
    private static final long TICK_MILLIS = 20;

    private final SegmentJob job;
    private final ResolvedSource source;
    private final PartialImage image;
    private final TransferContext context;
    private final ProgressMeter meter;
    private final Watchdog.Watch watch;
    private final SegmentQueue segments;
    private final ConnectionScaler scaler;
    private final Bottleneck bottleneck;
    private final long size;
    private final Set<SegmentWorker> workers = new LinkedHashSet<>(); // guarded by this
    private int maxConnections; // guarded by this
    private int targetConnections = 1; // guarded by this
    private boolean stopping; // guarded by this
    private boolean endUnproven; // guarded by this
    private @Nullable Throwable fatal; // guarded by this
    private @Nullable IOException lastFailure; // guarded by this
    private @Nullable BackgroundHasher hasher; // guarded by this
    private long receivedBytes; // guarded by this
    private long presentBytes; // guarded by this
    private long reusedBytes; // guarded by this

    /**
     * Creates a download that has not started.
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
        this.bottleneck = new Bottleneck(context.nanos());
        this.scaler = new ConnectionScaler(transfer.rules());
        this.maxConnections = isDivisible(source) ? transfer.rules().maxConnections() : 1;
        this.presentBytes = image.presentBytes();
        this.reusedBytes = presentBytes;
    }

    /** Whether the bytes of several connections can be joined. */
    private static boolean isDivisible(ResolvedSource source) {
        return source.size().isPresent() && source.bytes().file().isEmpty() && source.isJoinable();
    }

    /**
     * Downloads the missing bytes, beginning with an open body. If it fails, the bytes that arrived are in the image,
     * and no worker accesses it any more.
     */
    void run(PlainReceiver.FirstBody first) throws IOException {
        Segment segment = segments.take(Long.MAX_VALUE).orElseThrow();
        start(new SegmentWorker(job, this, segment, first.connection(), first.body()));
        run();
    }

    /** Downloads the missing bytes, if there are any. */
    void run() throws IOException {
        meter.reused(reusedBytes);
        try {
            while (!isDone()) {
                watch.call().check();
                watch.keepAlive();
                tick();
                leaveHungWorkersBehind();
            }
        } finally {
            stop();
        }
        throwFailure();
    }

    @Override
    public synchronized void addReceived(int bytes, long waitedNanos, long workedNanos) {
        bottleneck.record(waitedNanos, workedNanos);
        receivedBytes += bytes;
        presentBytes += bytes;
        meter.bytesPresent(presentBytes);
    }

    @Override
    public synchronized void addReceivedAgain(long bytes) {
        reusedBytes = Math.max(0, reusedBytes - bytes);
        meter.reused(reusedBytes);
    }

    @Override
    public synchronized Optional<Segment> next(SegmentWorker worker) {
        return shouldLeave(worker)
                ? Optional.empty()
                : segments.take(maxConnections == 1 ? Long.MAX_VALUE : scaler.segmentBytes());
    }

    @Override
    public synchronized boolean shouldLeave(SegmentWorker worker) {
        return stopping || (worker.number() >= targetConnections && workers.size() > targetConnections);
    }

    @Override
    public synchronized void reportUnprovenEnd() {
        endUnproven = true;
    }

    /** Whether only the end of the connection indicates that the image is complete. */
    synchronized boolean isEndUnproven() {
        return endUnproven;
    }

    @Override
    public synchronized boolean reportRangesUnsupported() {
        maxConnections = 1;
        targetConnections = 1;
        return workers.size() == 1;
    }

    @Override
    public synchronized ImageException failAll(ImageException e) {
        fatal = e;
        notifyAll();
        return e;
    }

    @Override
    public synchronized void workerLeft(SegmentWorker worker, @Nullable Throwable failure) {
        workers.remove(worker);
        if (failure != null && !stopping) {
            recordFailure(failure);
        }
        meter.segments(workers.size());
        notifyAll();
    }

    private void recordFailure(Throwable failure) {
        boolean fatalForAll = !(failure instanceof IOException)
                || failure instanceof LocalFailure
                || (failure instanceof ImageException known && known.isVersionChange());
        if (fatalForAll) {
            fatal = failure;
        } else {
            LOG.debug("a connection to {} failed; {} others continue", source.reference(), workers.size(), failure);
            if (!workers.isEmpty()) { // the failure of the last one is counted as that of the attempt
                meter.attemptFailed(String.valueOf(failure.getMessage()));
            }
            lastFailure = (IOException) failure;
            maxConnections = Math.max(1, workers.size());
            targetConnections = Math.min(targetConnections, maxConnections);
        }
    }

    private synchronized boolean isDone() {
        boolean hashed = hasher == null && !image.hashing().isClaimed();
        boolean complete = segments.isDone()
                && hashed
                && (size == Long.MAX_VALUE || image.hashing().position() == size);
        return fatal != null || (workers.isEmpty() && (complete || isGivenUp()));
    }

    /** Whether the last worker failed before the image was complete. */
    private boolean isGivenUp() {
        return lastFailure != null && !segments.isDone();
    }

    private synchronized void tick() throws IOException {
        hash();
        targetConnections = targetConnections();
        while (workers.size() < targetConnections && lastFailure == null) {
            Optional<Segment> segment = segments.take(maxConnections == 1 ? Long.MAX_VALUE : scaler.segmentBytes());
            if (segment.isEmpty()) {
                break;
            }
            start(new SegmentWorker(job, this, segment.get(), watch.watchConnection(), null));
        }
        meter.phase(workers.isEmpty() ? FetchPhase.CHECKING : FetchPhase.TRANSFERRING);
        awaitChange();
    }

    private int targetConnections() {
        long now = context.nanos().getAsLong();
        long traffic = context.traffic().bytes();
        int useful = Math.min(
                maxConnections, scaler.connections(now, receivedBytes, traffic, size - presentBytes, workers.size()));
        boolean useless = context.pipelines().budget().isScarce() || bottleneck.isThisMachine();
        return useless ? Math.max(1, Math.min(useful, workers.size())) : useful;
    }

    /** Starts a hasher for bytes that are on disk already, if there are any and none runs. */
    private void hash() {
        long position = image.hashing().position();
        if (hasher == null
                && size != Long.MAX_VALUE
                && image.presentEnd(position) > position
                && image.hashing().claim(position)) {
            BackgroundHasher started = new BackgroundHasher(image, size, this::damaged, watch.call());
            hasher = started;
            boolean running = false;
            try {
                context.stageThreads().execute(() -> hash(started));
                running = true;
            } finally {
                if (!running) {
                    hasher = null;
                    image.hashing().release(position);
                }
            }
        }
    }

    private void hash(BackgroundHasher started) {
        Throwable failure = null;
        try {
            started.run(context.pipelines());
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
                "{} bytes of {} from byte {} on are damaged on disk and are fetched again",
                range.length(),
                source.reference(),
                range.from());
        presentBytes -= range.length();
        meter.bytesPresent(presentBytes);
        addReceivedAgain(range.length());
        segments.add(range);
        notifyAll();
    }

    private synchronized void start(SegmentWorker worker) {
        worker.assignNumber(lowestFreeNumber());
        workers.add(worker);
        meter.segments(workers.size());
        boolean running = false;
        try {
            context.readerThreads().execute(worker);
            running = true;
        } finally {
            if (!running) {
                worker.discardUnstarted();
                workers.remove(worker);
            }
        }
    }

    /** Returns the lowest number that no worker has. */
    private int lowestFreeNumber() {
        List<Integer> taken = workers.stream().map(SegmentWorker::number).toList();
        int number = 0;
        while (taken.contains(number)) {
            number++;
        }
        return number;
    }

    /** Leaves behind the workers whose threads do not return from the image service. */
    private void leaveHungWorkersBehind() {
        for (SegmentWorker worker : currentWorkers()) {
            worker.leaveBehind().ifPresent(failure -> workerLeft(worker, failure));
        }
    }

    private synchronized List<SegmentWorker> currentWorkers() {
        return List.copyOf(workers);
    }

    /** Ends all workers and waits for them, since they use the part; those inside an image service are left behind. */
    private void stop() {
        requestStop();
        boolean interrupted = false;
        while (isBusy()) {
            leaveHungWorkersBehind();
            interrupted |= isInterruptedWhileWaiting();
        }
        meter.segments(0);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void requestStop() {
        stopping = true;
        workers.forEach(SegmentWorker::stop);
        if (hasher != null) {
            hasher.stop();
        }
    }

    private synchronized boolean isBusy() {
        return !workers.isEmpty() || hasher != null;
    }

    @SuppressWarnings("WaitNotInLoop") // the caller loops
    private synchronized boolean isInterruptedWhileWaiting() {
        try {
            if (isBusy()) {
                wait(TICK_MILLIS);
            }
            return false;
        } catch (InterruptedException e) {
            return true;
        }
    }

    @SuppressWarnings("WaitNotInLoop") // the caller loops, and looks at more than one condition
    private synchronized void awaitChange() throws ImageException {
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
        if (lastFailure != null && isGivenUp()) {
            throw lastFailure;
        }
    }
}
