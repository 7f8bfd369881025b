// SPDX-License-Identifier: Apache-2.0
package io.ingot.resolver.internal;

import io.ingot.access.AccessPolicy;
import io.ingot.access.CredentialStore;
import io.ingot.common.settings.CurrentSettings;
import io.ingot.image.Call;
import io.ingot.image.ImageException;
import io.ingot.image.ImageInfo;
import io.ingot.image.ImageReference;
import io.ingot.image.ImageRequest;
import io.ingot.image.Origin;
import io.ingot.image.client.AbsentService;
import io.ingot.image.client.ImageServices;
import io.ingot.image.client.SchemeInfo;
import io.ingot.image.engine.AttemptLimits;
import io.ingot.image.engine.AttemptListener;
import io.ingot.image.engine.ImageSources;
import io.ingot.image.spi.ImageService;
import io.ingot.image.spi.ImageSource;
import io.ingot.image.spi.Scheme;
import io.ingot.resolver.internal.absence.AbsentServices;
import io.ingot.resolver.internal.absence.Announcements;
import io.ingot.resolver.internal.call.CallThreads;
import io.ingot.resolver.internal.call.DelayThread;
import io.ingot.resolver.internal.call.RetryPause;
import io.ingot.resolver.internal.call.ServiceCalls;
import io.ingot.resolver.internal.configuration.ConfigurationFaults;
import io.ingot.resolver.internal.configuration.MisconfiguredBundles;
import io.ingot.resolver.internal.service.Provider;
import io.ingot.resolver.internal.service.RememberedRecord;
import io.ingot.resolver.internal.service.TrackedService;
import io.ingot.resolver.internal.table.BoundService;
import io.ingot.resolver.internal.table.SchemeTable;
import io.ingot.resolver.internal.table.ServiceTracking;
import io.ingot.resolver.internal.table.SupersededBundles;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.ComponentServiceObjects;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The resolver: finds the image service of a reference and makes every call to it. Immediate, so that the framework
 * activates it, rather than the frames of the first client.
 */
@Component(
        service = {ImageServices.class, ImageSources.class},
        immediate = true,
        configurationPid = "io.ingot.resolver")
@Designate(ocd = ResolverConfig.class)
public final class ImageResolver implements ImageSources {
    private static final Logger LOG = LoggerFactory.getLogger(ImageResolver.class);
    private static final Duration RELEASE_TIMEOUT = Duration.ofSeconds(2);

    private final CallThreads threads = new CallThreads();
    private final SchemeTable table = new SchemeTable();
    private final ServiceTracking tracking =
            new ServiceTracking(table, threads::execute, service -> release(List.of(service)));
    private final ServiceCalls calls;
    private final AbsentServices absentServices;
    private final MisconfiguredBundles misconfigured;
    private final RequestDispatcher dispatcher;
    private final CurrentSettings<ResolverSettings> settings = new CurrentSettings<>("io.ingot.resolver");

    /** Starts without any image service. Declarative Services calls this. */
    @Activate
    public ImageResolver(
            ResolverConfig config,
            BundleContext context,
            @Reference AccessPolicy policy,
            @Reference CredentialStore credentials,
            @Reference ServiceComponentRuntime components) {
        read(config);
        this.calls = new ServiceCalls(threads);
        Announcements announcements = new Announcements(context);
        this.absentServices = new AbsentServices(announcements, components);
        this.misconfigured = new MisconfiguredBundles(new ConfigurationFaults(context), components);
        ServiceSelector choice = new ServiceSelector(table, announcements, absentServices);
        this.dispatcher = new RequestDispatcher(new RequestGate(policy, credentials), choice, calls, RetryPause.REAL);
        DelayThread.start();
    }

    /** Takes new settings. Requests under way keep those that they began with. */
    @Modified
    void modified(ResolverConfig config) {
        read(config);
    }

    private void read(ResolverConfig config) {
        settings.update(() -> ResolverSettings.of(config));
        settings.current().map(ResolverSettings::protection).ifPresent(tracking::protect);
    }

    /** Ends all calls and sources with UNAVAILABLE, which is retryable. */
    @Deactivate
    void deactivate() {
        release(table.close());
        threads.close();
    }

    @Reference(
            service = ImageService.class,
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC)
    void bindService(ComponentServiceObjects<ImageService> objects) {
        tracking.bind(objects);
    }

    void updatedService(ServiceReference<ImageService> reference) {
        tracking.updated(reference);
    }

    void unbindService(ServiceReference<ImageService> reference) {
        tracking.unbind(reference);
    }

    @Override
    public ImageInfo show(ImageRequest request, Call call) throws ImageException {
        return show(request, settings.get(), AttemptListener.NONE, call);
    }

    @Override
    public ImageInfo show(ImageRequest request, AttemptLimits limits, Call call) throws ImageException {
        return show(request, settings.get().within(limits), limits.listener(), call);
    }

    @Override
    public ImageSource open(ImageRequest request, ImageInfo info, Call call) throws ImageException {
        return open(request, info, settings.get(), AttemptListener.NONE, call);
    }

    @Override
    public ImageSource open(ImageRequest request, ImageInfo info, AttemptLimits limits, Call call)
            throws ImageException {
        return open(request, info, settings.get().within(limits), limits.listener(), call);
    }

    private ImageInfo show(ImageRequest request, ResolverSettings settings, AttemptListener listener, Call call)
            throws ImageException {
        Query<ImageInfo> query = (service, sent, linkedCall) -> service.show(sent, linkedCall.call());
        return dispatcher.dispatch(query, "showing", request, settings, listener, call);
    }

    private ImageSource open(
            ImageRequest request, ImageInfo info, ResolverSettings settings, AttemptListener listener, Call call)
            throws ImageException {
        return dispatcher.dispatch(new OpenQuery(info, calls), "opening", request, settings, listener, call);
    }

    @Override
    public List<SchemeInfo> schemes() {
        return table.byScheme().entrySet().stream()
                .map(entry -> info(entry.getKey(), entry.getValue().get(0)))
                .sorted(Comparator.comparing(SchemeInfo::scheme))
                .toList();
    }

    @Override
    public Origin origin(ImageReference reference) {
        return table.authority(reference.scheme()).orElse(Scheme.Authority.HOST).origin(reference);
    }

    @Override
    public List<AbsentService> absent() {
        Map<Provider, Set<String>> refused = table.refused();
        Set<Long> serving = Stream.concat(
                        table.byScheme().values().stream()
                                .flatMap(Collection::stream)
                                .map(bound -> bound.service().provider()),
                        refused.keySet().stream())
                .map(Provider::bundleId)
                .collect(Collectors.toSet());
        List<AbsentService> untrusted = refused.entrySet().stream()
                .map(entry -> untrusted(entry.getKey(), entry.getValue()))
                .toList();
        return Stream.of(
                        absentServices.list(serving),
                        SupersededBundles.of(table.byScheme()),
                        misconfigured.list(),
                        untrusted)
                .flatMap(Collection::stream)
                .distinct()
                .sorted(Comparator.comparing(AbsentService::bundle).thenComparing(AbsentService::reason))
                .toList();
    }

    @Override
    public List<String> warnings() {
        return misconfigured.warnings();
    }

    private static AbsentService untrusted(Provider provider, Set<String> schemes) {
        return new AbsentService(
                provider.bundle(),
                "not asked for " + String.join(", ", schemes)
                        + ", which io.ingot.resolver/protectedSchemes lists; to allow it, list the bundle in"
                        + " io.ingot.resolver/trustedBundles");
    }

    /** Ends all that runs on services that have left. Waits for their code for a bounded time only: it may hang. */
    private void release(List<TrackedService> services) {
        List<Runnable> endings = services.stream().map(TrackedService::leave).toList();
        if (!threads.runAll(endings, RELEASE_TIMEOUT)) {
            LOG.warn(
                    "image services did not end their calls within {} ms after they left: {}",
                    services.stream().map(TrackedService::provider).toList());
        }
        RememberedRecord.forget();
    }

    private static SchemeInfo info(String scheme, BoundService best) {
        Provider provider = best.service().provider();
        return new SchemeInfo(scheme, provider.bundle(), provider.version().toString(), best.authority());
    }
}
