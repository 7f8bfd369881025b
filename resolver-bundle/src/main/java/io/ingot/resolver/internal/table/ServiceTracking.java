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
 * Keeps the table equal to what is registered, whatever the order and the threads in which that is told: once every
 * event has been told, the table holds what is registered, and nothing else.
 */
public final class ServiceTracking {
    private static final Logger LOG = LoggerFactory.getLogger(ServiceTracking.class);

    private final SchemeTable table;
    private final Executor aside;
    private final Consumer<TrackedService> departed;
    private final Map<Long, String> complaints = new ConcurrentHashMap<>();

    /**
     * Nothing has come yet.
     *
     * @param aside runs code of a service on threads of their own, without waiting for it
     * @param departed is given each service that has left the table, once
     */
    public ServiceTracking(SchemeTable table, Executor aside, Consumer<TrackedService> departed) {
        this.table = table;
        this.aside = aside;
        this.departed = departed;
    }

    /** A service has come. */
    public void bind(ComponentServiceObjects<ImageService> objects) {
        ServiceReference<ImageService> reference = objects.getServiceReference();
        Bundle bundle = reference.getBundle();
        if (bundle == null) {
            return; // gone already
        }
        TrackedService service = new TrackedService(Provider.of(bundle), objects, aside);
        LOG.info(
                "the image service of {} has come: {}",
                service.provider(),
                read(reference).schemes());
        table.put(bound(reference, service)).ifPresent(departed);
        updated(reference);
    }

    /** The properties of a service have changed, perhaps more than once. */
    public void updated(ServiceReference<ImageService> reference) {
        long id = id(reference);
        Optional<BoundService> known = table.get(id);
        while (known.isPresent()) {
            BoundService now = bound(reference, known.get().service());
            if (now.equals(known.get())) {
                complain(reference, now.service().provider());
                break;
            }
            table.update(now);
            known = table.get(id); // written by another thread meanwhile, perhaps from older properties
        }
        if (reference.getBundle() == null) {
            unbind(reference); // told before this began, perhaps
        }
        warn();
    }

    /** From now on these schemes are answered by no other bundles. */
    public void protect(ProtectedSchemes schemes) {
        table.protect(schemes);
        warn();
    }

    /** A service has gone. */
    public void unbind(ServiceReference<ImageService> reference) {
        complaints.remove(id(reference));
        table.remove(id(reference)).ifPresent(service -> {
            LOG.info("the image service of {} has gone", service.provider());
            departed.accept(service);
        });
        warn();
    }

    private void warn() {
        table.takeWarnings().forEach(warning -> LOG.warn("{}", warning));
    }

    private void complain(ServiceReference<ImageService> reference, Provider provider) {
        String complaint = Stream.of(
                        read(reference).complaint().map(text -> "property 'scheme' is " + text),
                        authority(reference).complaint())
                .flatMap(Optional::stream)
                .collect(Collectors.joining(", and whose "));
        if (!complaint.isEmpty() && !complaint.equals(complaints.put(id(reference), complaint))) {
            LOG.warn("{} registers an image service whose {}", provider, complaint);
        }
    }

    private static BoundService bound(ServiceReference<ImageService> reference, TrackedService service) {
        int ranking = reference.getProperty(Constants.SERVICE_RANKING) instanceof Integer number ? number : 0;
        return new BoundService(
                id(reference),
                ranking,
                read(reference).schemes(),
                authority(reference).authority(),
                service);
    }

    private static AuthorityProperty authority(ServiceReference<ImageService> reference) {
        return AuthorityProperty.read(reference.getProperty(ImageService.AUTHORITY));
    }

    private static SchemeProperty read(ServiceReference<ImageService> reference) {
        return SchemeProperty.read(reference.getProperty(ImageService.SCHEME));
    }

    private static long id(ServiceReference<ImageService> reference) {
        return (Long) reference.getProperty(Constants.SERVICE_ID);
    }
}
