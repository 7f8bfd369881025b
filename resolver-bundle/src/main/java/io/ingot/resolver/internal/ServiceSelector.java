// SPDX-License-Identifier: Apache-2.0
package io.ingot.resolver.internal;

import io.ingot.common.text.NearestName;
import io.ingot.image.Call;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.ImageReference;
import io.ingot.image.engine.AttemptListener;
import io.ingot.image.spi.ImageService;
import io.ingot.image.spi.Scheme;
import io.ingot.resolver.internal.absence.AbsentServices;
import io.ingot.resolver.internal.absence.Announcements;
import io.ingot.resolver.internal.service.Provider;
import io.ingot.resolver.internal.service.TrackedService;
import io.ingot.resolver.internal.table.BoundService;
import io.ingot.resolver.internal.table.SchemeTable;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;

/**
 * Selects the image service for a reference: the best one that is registered, or one that is expected and waited for.
 */
final class ServiceSelector {
    private final SchemeTable table;
    private final Announcements announcements;
    private final AbsentServices absences;

    ServiceSelector(SchemeTable table, Announcements announcements, AbsentServices absences) {
        this.table = table;
        this.announcements = announcements;
        this.absences = absences;
    }

    /**
     * Returns the best service for the scheme of a reference. Takes no lock and allocates nothing if one is registered.
     *
     * @param leaving services that reported that they are leaving; not selected again
     * @param waitTime how long to wait for a service that was present, or is announced
     * @param listener called before the wait
     * @throws ImageException UNSUPPORTED_SCHEME if no service is expected; UNAVAILABLE if none was registered in time;
     *     or the code with which the call ended
     */
    BoundService select(
            ImageReference reference,
            Set<TrackedService> leaving,
            Duration waitTime,
            AttemptListener listener,
            Call call)
            throws ImageException {
        BoundService best = best(reference.scheme(), leaving);
        return best != null ? best : awaitService(reference, leaving, waitTime, listener, call);
    }

    /** Returns what the authority of a scheme's references names; absent while no service answers the scheme. */
    Optional<Scheme.Authority> authority(String scheme) {
        return table.find(scheme).stream().map(BoundService::authority).findFirst();
    }

    /**
     * Returns the object of a selected service; code of the service may run.
     *
     * @throws ImageException UNAVAILABLE if the service is leaving; INVALID_CONFIGURATION if its component cannot be
     *     activated, usually because of an invalid setting
     */
    ImageService serviceObject(TrackedService service) throws ImageException {
        Optional<ImageService> object = service.object();
        if (object.isPresent()) {
            return object.get();
        }
        throw new ImageException(
                ErrorCode.INVALID_CONFIGURATION,
                "the image service of " + service.provider() + " does not start: "
                        + absences.problem(service.provider().bundleId()).orElse("the log has the reason"));
    }

    private BoundService awaitService(
            ImageReference reference,
            Set<TrackedService> leaving,
            Duration waitTime,
            AttemptListener listener,
            Call call)
            throws ImageException {
        String scheme = reference.scheme();
        Optional<Bundle> announcing = announcingBundle(scheme);
        if (announcing.isEmpty() && table.lastProvider(scheme).isEmpty()) {
            throw unsupported(scheme);
        }
        listener.waiting(reference);
        try (Call waiting = call.child(waitTime)) {
            return table.await(() -> Optional.ofNullable(best(scheme, leaving)), waiting);
        } catch (ImageException e) {
            call.check();
            throw e.code() == ErrorCode.TIMED_OUT ? unavailable(scheme, waitTime) : e;
        }
    }

    private Optional<Bundle> announcingBundle(String scheme) {
        return announcements.bundle(scheme, bundle -> table.admits(scheme, Provider.of(bundle)));
    }

    private @Nullable BoundService best(String scheme, Set<TrackedService> leaving) {
        List<BoundService> services = table.find(scheme);
        for (int i = 0; i < services.size(); i++) { // an iterator would allocate
            BoundService service = services.get(i);
            if (!leaving.contains(service.service())) {
                return service;
            }
        }
        return null;
    }

    private ImageException unsupported(String scheme) {
        Set<String> present = new TreeSet<>(table.byScheme().keySet());
        return new ImageException(
                ErrorCode.UNSUPPORTED_SCHEME,
                "no image service for the scheme '" + scheme + "' is installed; available: "
                        + (present.isEmpty() ? "none" : String.join(", ", present))
                        + NearestName.to(scheme, present)
                                .map(near -> "; did you mean " + near + "?")
                                .orElse("")
                        + refused(scheme));
    }

    private String refused(String scheme) {
        List<String> bundles = table.refused().entrySet().stream()
                .filter(refused -> refused.getValue().contains(scheme))
                .map(refused -> refused.getKey().toString())
                .sorted()
                .toList();
        return bundles.isEmpty()
                ? ""
                : "; the service of " + String.join(", ", bundles)
                        + " is not asked, since the scheme is protected; to allow it, list its bundle in"
                        + " io.ingot.resolver/trustedBundles";
    }

    private ImageException unavailable(String scheme, Duration waitTime) {
        Optional<Bundle> announcing = announcingBundle(scheme);
        String fact = announcing
                .map(bundle -> "the image service for '" + scheme + "' of the bundle " + Provider.name(bundle)
                        + " is not running: "
                        + absences.reason(bundle, !table.find(scheme).isEmpty()).orElse("it is stopping"))
                .orElseGet(() -> "the image service for '" + scheme + "' was registered"
                        + table.lastProvider(scheme).map(last -> " by " + last).orElse("")
                        + " and is gone; install or start its bundle again");
        ImageException failure = new ImageException(
                ErrorCode.UNAVAILABLE,
                fact + "; waited for " + waitTime.toMillis() + " ms (io.ingot.resolver/waitMillis), try again later");
        return announcing
                .map(Provider::of)
                .or(() -> table.lastProvider(scheme))
                .map(missing -> missing.failure(failure))
                .orElse(failure);
    }
}
