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
import io.ingot.resolver.internal.absence.Absences;
import io.ingot.resolver.internal.absence.Announcements;
import io.ingot.resolver.internal.call.CallThreads;
import io.ingot.resolver.internal.call.DelayThread;
import io.ingot.resolver.internal.call.RetryPause;
import io.ingot.resolver.internal.call.ServiceCalls;
import io.ingot.resolver.internal.configuration.ConfigurationFaults;
import io.ingot.resolver.internal.configuration.Misconfigured;
import io.ingot.resolver.internal.service.Provider;
import io.ingot.resolver.internal.service.RememberedRecord;
import io.ingot.resolver.internal.service.TrackedService;
import io.ingot.resolver.internal.table.BoundService;
import io.ingot.resolver.internal.table.SchemeTable;
import io.ingot.resolver.internal.table.ServiceTracking;
import io.ingot.resolver.internal.table.Superseded;
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
 * The door to all image services. Immediate, so that it is activated by the framework, not below the frames of the
 * client that uses it first.
 */
@Component(
        service = {ImageServices.class, ImageSources.class},
        immediate = true,
        configurationPid = "io.ingot.resolver")
@Designate(ocd = ResolverConfig.class)
public final class ImageResolver implements ImageSources {
    private static final Logger LOG = LoggerFactory.getLogger(ImageResolver.class);
    private static final Duration FAREWELL = Duration.ofSeconds(2);

    private final CallThreads threads = new CallThreads();
    private final SchemeTable table = new SchemeTable();
    private final ServiceTracking arrivals =
            new ServiceTracking(table, threads::aside, service -> takeLeave(List.of(service)));
    private final ServiceCalls calls;
    private final Absences absences;
    private final Misconfigured configurations;
    private final ServiceQuestion inquiry;
    private final CurrentSettings<ResolverSettings> settings = new CurrentSettings<>("io.ingot.resolver");

    /** Called by Declarative Services. */
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
        this.absences = new Absences(announcements, components);
        this.configurations = new Misconfigured(new ConfigurationFaults(context), components);
        ServiceChoice choice = new ServiceChoice(table, announcements, absences);
        this.inquiry = new ServiceQuestion(new RequestGate(policy, credentials), choice, calls, RetryPause.REAL);
        DelayThread.start();
    }

    /** Requests under way go on with the settings they began with. */
    @Modified
    void modified(ResolverConfig config) {
        read(config);
    }

    private void read(ResolverConfig config) {
        settings.update(() -> ResolverSettings.of(config));
        settings.current().map(ResolverSettings::protection).ifPresent(arrivals::protect);
    }

    /** Ends all that runs, retryably. */
    @Deactivate
    void deactivate() {
        takeLeave(table.close());
        threads.close();
    }

    @Reference(
            service = ImageService.class,
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC)
    void bindService(ComponentServiceObjects<ImageService> objects) {
        arrivals.bind(objects);
    }

    void updatedService(ServiceReference<ImageService> reference) {
        arrivals.updated(reference);
    }

    void unbindService(ServiceReference<ImageService> reference) {
        arrivals.unbind(reference);
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
    public ImageSource open(ImageRequest request, ImageInfo shown, Call call) throws ImageException {
        return open(request, shown, settings.get(), AttemptListener.NONE, call);
    }

    @Override
    public ImageSource open(ImageRequest request, ImageInfo shown, AttemptLimits limits, Call call)
            throws ImageException {
        return open(request, shown, settings.get().within(limits), limits.listener(), call);
    }

    private ImageInfo show(ImageRequest request, ResolverSettings now, AttemptListener listener, Call call)
            throws ImageException {
        Query<ImageInfo> question = (service, handed, leash) -> service.show(handed, leash.call());
        return inquiry.answer(question, "showing", request, now, listener, call);
    }

    private ImageSource open(
            ImageRequest request, ImageInfo shown, ResolverSettings now, AttemptListener listener, Call call)
            throws ImageException {
        return inquiry.answer(new OpenedSource(shown, calls), "opening", request, now, listener, call);
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
        return Stream.of(absences.list(serving), Superseded.of(table.byScheme()), configurations.wrong(), untrusted)
                .flatMap(Collection::stream)
                .distinct()
                .sorted(Comparator.comparing(AbsentService::bundle).thenComparing(AbsentService::reason))
                .toList();
    }

    @Override
    public List<String> warnings() {
        return configurations.warnings();
    }

    private static AbsentService untrusted(Provider provider, Set<String> schemes) {
        return new AbsentService(
                provider.bundle(),
                "not asked for " + String.join(", ", schemes)
                        + ", which io.ingot.resolver/protectedSchemes holds: list the bundle in"
                        + " io.ingot.resolver/trustedBundles");
    }

    /** Waits for the services' own code for a bounded time only: it may hang. */
    private void takeLeave(List<TrackedService> services) {
        List<Runnable> farewells = services.stream().map(TrackedService::leave).toList();
        if (!threads.finish(farewells, FAREWELL)) {
            LOG.warn(
                    "an image service does not end its work when it leaves: {}",
                    services.stream().map(TrackedService::provider).toList());
        }
        RememberedRecord.forget();
    }

    private static SchemeInfo info(String scheme, BoundService best) {
        Provider provider = best.service().provider();
        return new SchemeInfo(scheme, provider.bundle(), provider.version().toString(), best.authority());
    }
}
