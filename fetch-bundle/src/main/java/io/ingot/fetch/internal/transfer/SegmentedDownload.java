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
import io.ingot.fetch.internal.segment.SegmentRules;
import io.ingot.fetch.internal.source.ResolvedSource;
import io.ingot.image.FetchPhase;
import io.ingot.image.ImageException;
import io.ingot.image.spi.Body;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gathers what is missing of one image in one attempt: starts workers, as many as pay, and a follower as soon as bytes are
 * on disk that were not hashed on their way. A worker that breaks leaves its stretch to the others; the attempt fails with the
 * last one. Its {@link #run} is called by one thread; workers call the rest.
 */
final class SegmentedDownload {
    private static final Logger LOG = LoggerFactory.getLogger(SegmentedDownload.class);
    private static final long TICK_MILLIS = 20;
    private static final int SCARCE_BUFFERS = 24;

    private final ResolvedSource leaf;
    private final PartialImage assembly;
    private final TransferContext equipment;
    private final SizePolicy acceptance;
    private final Throttle valve;
    private final ProgressMeter meter;
    private final Watchdog.Watch watch;
    private final SegmentQueue stretches;
    private final ConnectionScaler pace;
    private final long size;
    private final Set<SegmentWorker> workers = new LinkedHashSet<>(); // guarded by this
    private int most; // guarded by this
    private int wanted = 1; // guarded by this
    private boolean stopping; // guarded by this
    private boolean endUnproven; // guarded by this
    private @Nullable Throwable fatal; // guarded by this
    private @Nullable IOException broken; // guarded by this
    private @Nullable BackgroundHasher follower; // guarded by this
    private long received; // guarded by this
    private long there; // guarded by this
    private long reused; // guarded by this

    /**
     * An attempt that has not begun.
     *
     * @param size of the image; {@link Long#MAX_VALUE} if only the end of the bytes will tell
     */
    SegmentedDownload(
            ResolvedSource leaf,
            PartialImage assembly,
            long size,
            SegmentRules rules,
            Throttle valve,
            SizePolicy acceptance,
            TransferContext equipment,
            Watchdog.Watch watch,
            ProgressMeter meter) {
        this.leaf = leaf;
        this.assembly = assembly;
        this.size = size;
        this.valve = valve;
        this.acceptance = acceptance;
        this.equipment = equipment;
        this.watch = watch;
        this.meter = meter;
        this.stretches = new SegmentQueue(assembly.missing(size));
        this.pace = new ConnectionScaler(rules);
        this.most = divisible(leaf) ? rules.most() : 1;
        this.there = assembly.total();
        this.reused = there;
    }

    /** Whether bytes of several reads make the image of this leaf. */
    private static boolean divisible(ResolvedSource leaf) {
        return leaf.size().isPresent() && leaf.bytes().file().isEmpty() && leaf.joins();
    }

    /**
     * Gathers to the end. Whatever goes wrong, what came before is in the assembly, and nobody touches it any more.
     *
     * @param first a body that leads to the first missing byte; closed by its worker
     * @param watchOfFirst watches its connection; closed by its worker
     */
    void run(Body first, Watchdog.Watch watchOfFirst) throws IOException {
        Optional<Segment> stretch = stretches.take(Long.MAX_VALUE);
        start(new SegmentWorker(this, stretch.orElseThrow(), first, watchOfFirst));
        run();
    }

    /** Gathers to the end, as {@link #run(Body, Watchdog.Watch)}, where nothing is open yet, and perhaps nothing missing. */
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

    ResolvedSource leaf() {
        return leaf;
    }

    PartialImage assembly() {
        return assembly;
    }

    TransferContext equipment() {
        return equipment;
    }

    SizePolicy acceptance() {
        return acceptance;
    }

    SegmentQueue stretches() {
        return stretches;
    }

    ProgressMeter meter() {
        return meter;
    }

    Throttle valve() {
        return valve;
    }

    long size() {
        return size;
    }

    /** A worker has received bytes that were missing. */
    synchronized void came(int bytes) {
        received += bytes;
        there += bytes;
        meter.there(there);
    }

    /** Bytes that are there moved once more, to get at those behind them. */
    synchronized void movedAgain(long bytes) {
        reused = Math.max(0, reused - bytes);
        meter.reused(reused);
    }

    /** The next stretch of a worker that has finished one; absent if it is to leave. */
    synchronized Optional<Segment> next(SegmentWorker worker) {
        return leaves(worker) ? Optional.empty() : stretches.take(most == 1 ? Long.MAX_VALUE : pace.stretchBytes());
    }

    /** Whether the worker is one too many. */
    synchronized boolean leaves(SegmentWorker worker) {
        return stopping || (worker.place() >= wanted && workers.size() > wanted);
    }

    /** The bytes ended, and nothing says that they were all. */
    synchronized void endsUnproven() {
        endUnproven = true;
    }

    /** Whether nothing but the end of the connection says that all is there. */
    synchronized boolean endUnproven() {
        return endUnproven;
    }

    /** Whether nobody else is at work: it does not matter then which way the bytes come. */
    synchronized boolean alone() {
        return workers.size() == 1;
    }

    /** The origin sends other ranges than those asked for: one worker has to do. */
    synchronized void rangesFail() {
        most = 1;
        wanted = 1;
    }

    /** What one worker has found out holds for all: no other can help. */
    synchronized ImageException fails(ImageException e) {
        fatal = e;
        notifyAll();
        return e;
    }

    /** A worker has left, and all that it received is in the assembly. */
    synchronized void left(SegmentWorker worker, @Nullable Throwable failure) {
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
            LOG.debug("a connection to {} broke; {} go on", leaf.reference(), workers.size(), failure);
            if (!workers.isEmpty()) { // the last one is the attempt's own failure, and counted as that
                meter.failed(String.valueOf(failure.getMessage()));
            }
            broken = (IOException) failure;
            most = Math.max(1, workers.size());
            wanted = Math.min(wanted, most);
        }
    }

    private synchronized boolean over() {
        boolean hashed = follower == null && !assembly.hashing().claimed();
        boolean whole = stretches.done()
                && hashed
                && (size == Long.MAX_VALUE || assembly.hashing().position() == size);
        return fatal != null || (workers.isEmpty() && (whole || givenUp()));
    }

    /** The last worker broke off before all was there. */
    private boolean givenUp() {
        return broken != null && !stretches.done();
    }

    private synchronized void tick() throws IOException {
        follow();
        wanted = wanted();
        while (workers.size() < wanted && broken == null) {
            Optional<Segment> stretch = stretches.take(most == 1 ? Long.MAX_VALUE : pace.stretchBytes());
            if (stretch.isEmpty()) {
                break;
            }
            start(new SegmentWorker(this, stretch.get(), null, watch.another()));
        }
        meter.phase(workers.isEmpty() ? FetchPhase.CHECKING : FetchPhase.TRANSFERRING);
        pause();
    }

    private int wanted() {
        long now = equipment.nanos().getAsLong();
        long traffic = equipment.traffic().bytes();
        int paying = Math.min(most, pace.wanted(now, received, traffic, size - there, workers.size()));
        boolean scarce = equipment.buffers().available() < SCARCE_BUFFERS;
        return scarce ? Math.max(1, Math.min(paying, workers.size())) : paying;
    }

    /** Has bytes hashed that are on disk already. */
    private void follow() {
        long position = assembly.hashing().position();
        if (follower == null
                && size != Long.MAX_VALUE
                && assembly.endFrom(position) > position
                && assembly.hashing().claim(position)) {
            BackgroundHasher started = new BackgroundHasher(assembly, size, this::damaged, watch.call());
            follower = started;
            boolean running = false;
            try {
                equipment.lanes().execute(() -> follow(started));
                running = true;
            } finally {
                if (!running) {
                    follower = null;
                    assembly.hashing().settle(position);
                }
            }
        }
    }

    private void follow(BackgroundHasher started) {
        Throwable failure = null;
        try {
            started.follow(equipment.buffers(), equipment.lanes());
        } catch (Throwable e) {
            failure = e;
        }
        synchronized (this) {
            follower = null;
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
                leaf.reference(),
                range.from());
        there -= range.length();
        meter.there(there);
        movedAgain(range.length());
        stretches.add(range);
        notifyAll();
    }

    private synchronized void start(SegmentWorker worker) {
        worker.place(place());
        workers.add(worker);
        meter.segments(workers.size());
        boolean running = false;
        try {
            equipment.connections().execute(worker);
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
        if (follower != null) {
            follower.leave();
        }
    }

    private synchronized boolean busy() {
        return !workers.isEmpty() || follower != null;
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
