// SPDX-License-Identifier: Apache-2.0
package io.ingot.resolver.internal.table;

import io.ingot.image.spi.ImageService;
import io.ingot.resolver.internal.service.Provider;
import io.ingot.resolver.internal.service.TrackedService;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.ComponentServiceObjects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the table consistent with the registered services, in whatever order and on whatever threads events are
 * delivered: after the last event, the table holds exactly the registered services.
 */
public final class ServiceTracking {
    private static final Logger LOG = LoggerFactory.getLogger(ServiceTracking.class);

    private final SchemeTable table;
    private final Executor executor;
    private final Consumer<TrackedService> onDeparture;
    private final Map<Long, String> problems = new ConcurrentHashMap<>();

    /**
     * Tracks no service yet.
     *
     * @param executor runs code of a service on separate threads, without waiting for it
     * @param onDeparture called once with each service that has left the table
     */
    public ServiceTracking(SchemeTable table, Executor executor, Consumer<TrackedService> onDeparture) {
        this.table = table;
        this.executor = executor;
        this.onDeparture = onDeparture;
    }

    /** Adds a service that was registered. */
    public void bind(ComponentServiceObjects<ImageService> objects) {
        ServiceReference<ImageService> reference = objects.getServiceReference();
        Bundle bundle = reference.getBundle();
        if (bundle == null) {
            return; // unregistered already
        }
        TrackedService service = new TrackedService(Provider.of(bundle), objects, executor);
        LOG.info(
                "the image service of {} is registered: {}",
                service.provider(),
                schemes(reference).schemes());
        table.put(bound(reference, service)).ifPresent(onDeparture);
        updated(reference);
    }

    /** Takes over the changed properties of a service. */
    public void updated(ServiceReference<ImageService> reference) {
        long id = id(reference);
        Optional<BoundService> known = table.get(id);
        while (known.isPresent()) {
            BoundService now = bound(reference, known.get().service());
            if (now.equals(known.get())) {
                warnOfProperties(reference, now.service().provider());
                break;
            }
            table.update(now);
            known = table.get(id); // another thread may have written older properties meanwhile
        }
        if (reference.getBundle() == null) {
            unbind(reference); // the event may have been delivered before this call
        }
        logWarnings();
    }

    /** Sets the protected schemes and the bundles that may answer them. */
    public void protect(ProtectedSchemes schemes) {
        table.protect(schemes);
        logWarnings();
    }

    /** Removes a service that was unregistered. */
    public void unbind(ServiceReference<ImageService> reference) {
        problems.remove(id(reference));
        table.remove(id(reference)).ifPresent(service -> {
            LOG.info("the image service of {} is unregistered", service.provider());
            onDeparture.accept(service);
        });
        logWarnings();
    }

    private void logWarnings() {
        table.drainWarnings().forEach(warning -> LOG.warn("{}", warning));
    }

    private void warnOfProperties(ServiceReference<ImageService> reference, Provider provider) {
        String problem = Stream.of(
                        schemes(reference).problem().map(text -> "property 'scheme' is " + text),
                        authority(reference).problem())
                .flatMap(Optional::stream)
                .collect(Collectors.joining(", and whose "));
        if (!problem.isEmpty() && !problem.equals(problems.put(id(reference), problem))) {
            LOG.warn("{} registers an image service whose {}", provider, problem);
        }
    }

    private static BoundService bound(ServiceReference<ImageService> reference, TrackedService service) {
        int ranking = reference.getProperty(Constants.SERVICE_RANKING) instanceof Integer number ? number : 0;
        return new BoundService(
                id(reference),
                ranking,
                schemes(reference).schemes(),
                authority(reference).authority(),
                service);
    }

    private static AuthorityProperty authority(ServiceReference<ImageService> reference) {
        return AuthorityProperty.read(reference.getProperty(ImageService.AUTHORITY));
    }

    private static SchemeProperty schemes(ServiceReference<ImageService> reference) {
        return SchemeProperty.read(reference.getProperty(ImageService.SCHEME));
    }

    private static long id(ServiceReference<ImageService> reference) {
        return (Long) reference.getProperty(Constants.SERVICE_ID);
    }
}
