// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal;

import io.ingot.access.AccessPolicy;
import io.ingot.common.settings.CurrentSettings;
import io.ingot.fetch.internal.buffer.BufferBudget;
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

/** Fetches images: in one pass, verified, with one atomic move at the end. */
@Component(
        service = {ImageFetcher.class, FetchEngine.class},
        configurationPid = "io.ingot.fetch")
@Designate(ocd = FetchConfig.class)
public final class FetchEngine implements ImageFetcher {
    private static final Logger LOG = LoggerFactory.getLogger(FetchEngine.class);
    private static final Duration BEAT = Duration.ofMillis(200);
    private static final int BEATS_OF_AN_EVENT = 5;
    private static final Duration CLEANING = Duration.ofHours(1);
    private static final String STOPPING = "the bundle io.ingot.fetch is stopping";
    private static final Duration STOP_LIMIT = Duration.ofSeconds(10);

    private final ResolverHolder door = new ResolverHolder(() -> this.services);
    private final FetchListeners witnesses = new FetchListeners(() -> this.listener);
    private final EngineThreads threads = new EngineThreads();
    private final EngineContext means;
    private final Path home;
    private final Set<RunningFetch> running = Collections.synchronizedSet(new LinkedHashSet<>());
    private final CurrentSettings<FetchSettings> settings = new CurrentSettings<>("io.ingot.fetch");
    private int beats;
    private volatile boolean stopping;

    /** May be replaced while fetches run: they wait for the next one, and go on with the bytes they have. */
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile @Nullable ImageSources services;

    /** Verifies the signatures of checksum files; an optional bundle. */
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile @Nullable ChecksumSignatures signatures;

    /** Present while Event Admin is. */
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile @Nullable FetchListener listener;

    /** Makes an engine that waits for the door. */
    @Activate
    public FetchEngine(FetchConfig config, BundleContext context, @Reference AccessPolicy policy) {
        this(config, InstanceHome.of(context::getProperty, System.getenv()), policy);
    }

    FetchEngine(FetchConfig config, Path home, AccessPolicy policy) {
        this.home = home;
        TransferContext equipment = new TransferContext(
                door,
                policy,
                BufferBudget.quarterOf(Runtime.getRuntime().maxMemory()),
                new Traffic(),
                threads.connections(),
                threads.lanes(),
                System::nanoTime,
                InstantSource.system());
        means = new EngineContext(
                equipment,
                new Slots(),
                new SpeedLimit(System::nanoTime),
                new SingleFlight(),
                new StoreProvider(threads.lanes(), Clock.systemUTC()),
                new Signatures(() -> this.signatures));
        modified(config);
        threads.repeat(this::beat, BEAT);
        threads.repeat(means.room()::clean, CLEANING);
    }

    /** Fetches under way end with the settings that they began with. A wrong setting changes nothing. */
    @Modified
    void modified(FetchConfig config) {
        settings.update(() -> {
            FetchSettings changed = FetchSettings.of(config);
            means.slots().limit(changed.limits());
            means.speed().limit(changed.limits());
            means.room()
                    .furnish(
                            changed.store().folder().orElse(home.resolve("store")),
                            changed.store().rules());
            return changed;
        });
    }

    @Deactivate
    void stop() {
        stopping = true;
        underWay().forEach(fetch -> fetch.end(ErrorCode.UNAVAILABLE, STOPPING));
        if (!threads.stop(STOP_LIMIT)) {
            LOG.warn("{} fetches did not end within {} s", running.size(), STOP_LIMIT.toSeconds());
        }
        means.room().close();
    }

    @Override
    public Fetch fetch(FetchRequest request) throws ImageException {
        FetchJob job = FetchJob.start(means, settings.get(), request);
        RunningFetch fetch = new RunningFetch(job, witnesses, running::remove);
        begin(fetch, job.call());
        if (request.options().priority() == FetchOptions.Priority.URGENT) {
            threads.hurry(fetch);
        }
        return fetch;
    }

    /** Where images are held. */
    StoreProvider room() throws ImageException {
        settings.get();
        return means.room();
    }

    @Override
    public List<Fetch> running() {
        return List.copyOf(underWay());
    }

    @Override
    public FetchPreview preview(FetchRequest request, Call call) throws ImageException {
        return new FetchPlanner(FetchJob.dryRun(means, settings.get(), request, call)).look();
    }

    private void begin(RunningFetch fetch, Call call) throws ImageException {
        running.add(fetch);
        witnesses.started(fetch);
        call.onCancel(() -> threads.hurry(fetch));
        try {
            threads.fetch(door.origin(fetch.reference()), fetch);
        } catch (RejectedExecutionException e) {
            running.remove(fetch);
            call.close();
            throw new ImageException(ErrorCode.UNAVAILABLE, STOPPING, e);
        }
        if (stopping) {
            fetch.end(ErrorCode.UNAVAILABLE, STOPPING);
        }
    }

    private List<RunningFetch> underWay() {
        synchronized (running) {
            return List.copyOf(running);
        }
    }

    private void beat() {
        List<RunningFetch> fetches = underWay();
        fetches.forEach(fetch -> fetch.beat(threads.lanes()));
        beats++;
        if (beats % BEATS_OF_AN_EVENT == 0) {
            fetches.forEach(witnesses::progress);
        }
    }
}
