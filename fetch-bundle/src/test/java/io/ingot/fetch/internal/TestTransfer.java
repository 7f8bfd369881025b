// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal;

import io.ingot.fetch.internal.buffer.BufferBudget;
import io.ingot.fetch.internal.buffer.Pipelines;
import io.ingot.fetch.internal.destination.FetchDestination;
import io.ingot.fetch.internal.digest.Expectation;
import io.ingot.fetch.internal.limit.LeastRate;
import io.ingot.fetch.internal.limit.Slots;
import io.ingot.fetch.internal.progress.ProgressMeter;
import io.ingot.fetch.internal.progress.ResolverAttempts;
import io.ingot.fetch.internal.segment.SegmentRules;
import io.ingot.fetch.internal.segment.Traffic;
import io.ingot.fetch.internal.source.ResolverHolder;
import io.ingot.fetch.internal.source.SourceResolver;
import io.ingot.fetch.internal.transfer.AttemptBounds;
import io.ingot.fetch.internal.transfer.Backoff;
import io.ingot.fetch.internal.transfer.ImageReceiver;
import io.ingot.fetch.internal.transfer.RetrySettings;
import io.ingot.fetch.internal.transfer.SizePolicy;
import io.ingot.fetch.internal.transfer.Throttle;
import io.ingot.fetch.internal.transfer.Transfer;
import io.ingot.fetch.internal.transfer.TransferContext;
import io.ingot.fetch.internal.transfer.TransferJob;
import io.ingot.fetch.internal.transfer.VerifiedImage;
import io.ingot.fetch.internal.transfer.Watchdog;
import io.ingot.image.Call;
import io.ingot.image.ImageException;
import io.ingot.image.ImageInfo;
import io.ingot.image.ImageReference;
import io.ingot.image.ImageRequest;
import io.ingot.image.client.FetchRequest;
import io.ingot.testing.service.BodyView;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Runs transfers of fake images to a folder in which parts stay, each as if in another process. For the connection
 * scaler, ten seconds pass between two readings of the clock, so that every transfer seems slow and is split into
 * segments immediately.
 */
final class TestTransfer implements AutoCloseable {
    final FakeResolver resolver = new FakeResolver();
    final Path folder;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();
    private final BufferBudget buffers;
    private final long allBytes;
    private final AtomicLong clock = new AtomicLong();
    private ProgressMeter meter = new ProgressMeter(System::nanoTime);
    private int retries;
    private Duration stallTimeout = Duration.ofMinutes(1);
    private LeastRate leastRate = LeastRate.NONE;

    TestTransfer(Path folder) {
        this(folder, BufferBudget.of(1 << 28, 2));
    }

    /** Creates one of several that share a budget, of which no buffer is in use yet. */
    TestTransfer(Path folder, BufferBudget buffers) {
        this.folder = folder;
        this.buffers = buffers;
        this.allBytes = buffers.availableBytes();
    }

    /** Makes all bodies of its images readable in this way. */
    TestTransfer offering(BodyView view) {
        resolver.offering(view);
        return this;
    }

    TestTransfer retries(int count) {
        retries = count;
        return this;
    }

    TestTransfer stallTimeout(Duration timeout) {
        stallTimeout = timeout;
        return this;
    }

    TestTransfer leastRate(long bytesPerSecond, Duration window) {
        leastRate = new LeastRate(bytesPerSecond, window);
        return this;
    }

    FakeImage image(byte[] bytes) {
        return resolver.put(TestEngine.REFERENCE, FakeImage.of(bytes));
    }

    FetchRequest request() throws ImageException {
        return FetchRequest.of(ImageRequest.of(ImageReference.parse(TestEngine.REFERENCE)), folder.resolve("image"));
    }

    VerifiedImage run(int segments) throws ImageException {
        return run(request(), segments);
    }

    VerifiedImage run(FetchRequest request, int segments) throws ImageException {
        FakePolicy policy = new FakePolicy();
        ResolverHolder resolverHolder = new ResolverHolder(() -> resolver);
        TransferContext context = new TransferContext(
                resolverHolder,
                policy,
                new Pipelines(buffers, threads),
                new Traffic(),
                threads,
                threads,
                () -> clock.addAndGet(10_000_000_000L),
                InstantSource.system());
        meter = new ProgressMeter(System::nanoTime);
        SizePolicy sizePolicy = new SizePolicy(policy, 1 << 30, false, request);
        try (Call call = Call.start()) {
            ImageInfo shown =
                    resolverHolder.show(request.image(), resolverAttempts().limits(), call);
            SourceResolver sourceResolver = new SourceResolver(
                    resolverHolder, request.image(), shown, Expectation.of(request, policy), InstantSource.system());
            TransferJob job =
                    new TransferJob(context, sizePolicy, new SegmentRules(segments), Throttle.UNLIMITED, meter);
            ImageReceiver receiver = new ImageReceiver(
                    job, FetchDestination.of(request.destination()), false, source -> new PersistentPartTarget(folder));
            RetrySettings retrySettings =
                    new RetrySettings(retries, Duration.ofMillis(1), Duration.ofMillis(2), Duration.ofMinutes(1));
            Backoff backoff = new Backoff(retrySettings, new Random(1), System::nanoTime);
            Watchdog watchdog = new Watchdog(System::nanoTime, stallTimeout, leastRate);
            Future<?> ticks = scheduler.scheduleWithFixedDelay(watchdog::check, 10, 10, TimeUnit.MILLISECONDS);
            Slots slots = new Slots();
            try (Slots.Slot slot = slots.take(request.image().reference().origin(), Slots.Rank.LARGE, call);
                    Transfer transfer = new Transfer(
                            job,
                            sourceResolver,
                            receiver,
                            new AttemptBounds(backoff, watchdog, slot, resolverAttempts(), call))) {
                return transfer.run();
            } finally {
                ticks.cancel(false);
            }
        }
    }

    private ResolverAttempts resolverAttempts() {
        return new ResolverAttempts(stallTimeout, retries, meter);
    }

    /** The meter of the last transfer. */
    ProgressMeter meter() {
        return meter;
    }

    @Override
    public void close() {
        scheduler.shutdownNow();
        threads.shutdown();
        if (buffers.availableBytes() != allBytes) {
            throw new AssertionError((allBytes - buffers.availableBytes()) + " bytes of buffers were not given back");
        }
    }
}
