// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal;

import io.ingot.access.AccessPolicy;
import io.ingot.common.settings.CurrentSettings;
import io.ingot.fetch.internal.buffer.BufferBudget;
import io.ingot.fetch.internal.buffer.Pipelines;
import io.ingot.fetch.internal.cache.StoreProvider;
import io.ingot.fetch.internal.checksum.Signatures;
import io.ingot.fetch.internal.event.FetchListener;
import io.ingot.fetch.internal.event.FetchListeners;
import io.ingot.fetch.internal.flight.SingleFlight;
import io.ingot.fetch.internal.limit.Slots;
import io.ingot.fetch.internal.limit.SpeedLimit;
import io.ingot.fetch.internal.segment.Traffic;
import io.ingot.fetch.internal.source.ResolverHolder;
import io.ingot.fetch.internal.transfer.TransferContext;
import io.ingot.image.Call;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.client.Fetch;
import io.ingot.image.client.FetchOptions;
import io.ingot.image.client.FetchPreview;
import io.ingot.image.client.FetchRequest;
import io.ingot.image.client.ImageFetcher;
import io.ingot.image.client.InstanceHome;
import io.ingot.image.engine.ImageSources;
import io.ingot.image.spi.ChecksumSignatures;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The transfer engine: fetches images in one pass, verifies them, and places them with one atomic move. */
@Component(
        service = {ImageFetcher.class, FetchEngine.class},
        configurationPid = "io.ingot.fetch")
@Designate(ocd = FetchConfig.class)
public final class FetchEngine implements ImageFetcher {
    private static final Logger LOG = LoggerFactory.getLogger(FetchEngine.class);
    private static final Duration TICK_INTERVAL = Duration.ofMillis(200);
    private static final int TICKS_PER_EVENT = 5;
    private static final Duration CLEANUP_INTERVAL = Duration.ofHours(1);
    private static final String STOPPING = "the bundle io.ingot.fetch is stopping";
    private static final Duration STOP_LIMIT = Duration.ofSeconds(10);

    private final ResolverHolder resolver = new ResolverHolder(() -> this.services);
    private final FetchListeners listeners = new FetchListeners(() -> this.listener);
    private final EngineThreads threads = new EngineThreads();
    private final EngineContext context;
    private final Path home;
    private final Set<RunningFetch> running = Collections.synchronizedSet(new LinkedHashSet<>());
    private final CurrentSettings<FetchSettings> settings = new CurrentSettings<>("io.ingot.fetch");
    private int ticks;
    private volatile boolean stopping;

    /**
     * The resolver; absent while it is not running. Running fetches then wait for the next one, and keep their bytes.
     */
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile @Nullable ImageSources services;

    /** Verifies the signatures of checksum files; absent without the optional bundle {@code io.ingot.openpgp}. */
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile @Nullable ChecksumSignatures signatures;

    /** Publishes events; absent while Event Admin is. */
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile @Nullable FetchListener listener;

    /** Creates an engine. Fetches wait until a resolver is running. */
    @Activate
    public FetchEngine(FetchConfig config, BundleContext context, @Reference AccessPolicy policy) {
        this(config, InstanceHome.of(context::getProperty, System.getenv()), policy);
    }

    FetchEngine(FetchConfig config, Path home, AccessPolicy policy) {
        this.home = home;
        Runtime jvm = Runtime.getRuntime();
        Pipelines pipelines =
                new Pipelines(BufferBudget.of(jvm.maxMemory(), jvm.availableProcessors()), threads.workers());
        TransferContext transferContext = new TransferContext(
                resolver,
                policy,
                pipelines,
                new Traffic(),
                threads.connections(),
                threads.workers(),
                System::nanoTime,
                InstantSource.system());
        context = new EngineContext(
                transferContext,
                new Slots(),
                new SpeedLimit(System::nanoTime),
                new SingleFlight(),
                new StoreProvider(threads.workers(), Clock.systemUTC(), pipelines),
                new Signatures(() -> this.signatures));
        modified(config);
        threads.repeat(this::tick, TICK_INTERVAL);
        threads.repeat(context.stores()::cleanInBackground, CLEANUP_INTERVAL);
    }

    /**
     * Applies a configuration to new fetches; running ones keep theirs. A wrong setting leaves the former
     * configuration.
     */
    @Modified
    void modified(FetchConfig config) {
        settings.update(() -> {
            FetchSettings changed = FetchSettings.of(config);
            context.slots().limit(changed.limits());
            context.speedLimit().limit(changed.limits());
            context.stores()
                    .configure(
                            changed.store().folder().orElse(home.resolve("store")),
                            changed.store().rules());
            return changed;
        });
    }

    @Deactivate
    void stop() {
        stopping = true;
        runningFetches().forEach(fetch -> fetch.end(ErrorCode.UNAVAILABLE, STOPPING));
        if (!threads.stop(STOP_LIMIT)) {
            LOG.warn("{} fetches did not end within {} s", running.size(), STOP_LIMIT.toSeconds());
        }
        context.stores().close();
    }

    @Override
    public Fetch fetch(FetchRequest request) throws ImageException {
        FetchJob job = FetchJob.start(context, settings.get(), request);
        RunningFetch fetch = new RunningFetch(job, listeners, running::remove);
        begin(fetch, job.call());
        if (request.options().priority() == FetchOptions.Priority.URGENT) {
            threads.expedite(fetch);
        }
        return fetch;
    }

    /** The provider of the image store. */
    StoreProvider stores() throws ImageException {
        settings.get();
        return context.stores();
    }

    @Override
    public List<Fetch> running() {
        return List.copyOf(runningFetches());
    }

    @Override
    public FetchPreview preview(FetchRequest request, Call call) throws ImageException {
        return new FetchPlanner(FetchJob.dryRun(context, settings.get(), request, call)).preview();
    }

    private void begin(RunningFetch fetch, Call call) throws ImageException {
        running.add(fetch);
        listeners.started(fetch);
        call.onCancel(() -> threads.expedite(fetch));
        try {
            threads.submit(resolver.origin(fetch.reference()), fetch);
        } catch (RejectedExecutionException e) {
            running.remove(fetch);
            call.close();
            throw new ImageException(ErrorCode.UNAVAILABLE, STOPPING, e);
        }
        if (stopping) {
            fetch.end(ErrorCode.UNAVAILABLE, STOPPING);
        }
    }

    private List<RunningFetch> runningFetches() {
        synchronized (running) {
            return List.copyOf(running);
        }
    }

    private void tick() {
        List<RunningFetch> fetches = runningFetches();
        fetches.forEach(fetch -> fetch.tick(threads.workers()));
        ticks++;
        if (ticks % TICKS_PER_EVENT == 0) {
            fetches.forEach(listeners::progress);
        }
    }
}
