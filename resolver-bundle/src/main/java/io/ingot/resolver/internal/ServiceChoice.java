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
import io.ingot.resolver.internal.absence.Absences;
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

/** Chooses the service that is asked: the best one that is here, or else the one that is worth waiting for. */
final class ServiceChoice {
    private final SchemeTable table;
    private final Announcements announcements;
    private final Absences absences;

    ServiceChoice(SchemeTable table, Announcements announcements, Absences absences) {
        this.table = table;
        this.announcements = announcements;
        this.absences = absences;
    }

    /**
     * The best service for a scheme. Takes no lock and allocates nothing where there is one.
     *
     * @param leaving the services that said they are leaving; not chosen again
     * @param patience for how long one that was here, or is announced, is waited for
     * @param listener told before one is waited for
     * @throws ImageException UNSUPPORTED_SCHEME if none can be expected; UNAVAILABLE if none came in time; or as the
     *     call ended
     */
    BoundService choose(
            ImageReference reference,
            Set<TrackedService> leaving,
            Duration patience,
            AttemptListener listener,
            Call call)
            throws ImageException {
        BoundService best = best(reference.scheme(), leaving);
        return best != null ? best : await(reference, leaving, patience, listener, call);
    }

    /** What the authority of a scheme's references names; absent while no service answers the scheme. */
    Optional<Scheme.Authority> authority(String scheme) {
        return table.find(scheme).stream().map(BoundService::authority).findFirst();
    }

    /**
     * The object of a chosen service; foreign code may run.
     *
     * @throws ImageException UNAVAILABLE if it is leaving; INVALID_CONFIGURATION if its component cannot be activated,
     *     which is what a wrong setting does
     */
    ImageService start(TrackedService service) throws ImageException {
        Optional<ImageService> object = service.object();
        if (object.isPresent()) {
            return object.get();
        }
        throw new ImageException(
                ErrorCode.INVALID_CONFIGURATION,
                "the image service of " + service.provider() + " does not start: "
                        + absences.problem(service.provider().bundleId()).orElse("the log has the reason"));
    }

    private BoundService await(
            ImageReference reference,
            Set<TrackedService> leaving,
            Duration patience,
            AttemptListener listener,
            Call call)
            throws ImageException {
        String scheme = reference.scheme();
        Optional<Bundle> announcing = announcing(scheme);
        if (announcing.isEmpty() && table.seen(scheme).isEmpty()) {
            throw unsupported(scheme);
        }
        listener.waiting(reference);
        try (Call waiting = call.child(patience)) {
            return table.await(() -> Optional.ofNullable(best(scheme, leaving)), waiting);
        } catch (ImageException e) {
            call.check();
            throw e.code() == ErrorCode.TIMED_OUT ? absent(scheme, patience) : e;
        }
    }

    private Optional<Bundle> announcing(String scheme) {
        return announcements.bundle(scheme, bundle -> table.admits(scheme, Provider.of(bundle)));
    }

    private @Nullable BoundService best(String scheme, Set<TrackedService> leaving) {
        List<BoundService> services = table.find(scheme);
        for (int i = 0; i < services.size(); i++) { // an iterator would be an allocation
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
                "no image service for the scheme '" + scheme + "' is installed; there are "
                        + (present.isEmpty() ? "none" : "those for " + String.join(", ", present))
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
                : "; that of " + String.join(", ", bundles)
                        + " is not asked, since the scheme is protected: list its bundle in io.ingot.resolver/trustedBundles";
    }

    private ImageException absent(String scheme, Duration patience) {
        Optional<Bundle> announcing = announcing(scheme);
        String who = announcing
                .map(bundle -> "the image service for '" + scheme + "' of the bundle " + Provider.name(bundle)
                        + " is not there: "
                        + absences.reason(bundle, !table.find(scheme).isEmpty()).orElse("it is leaving"))
                .orElseGet(() -> "the image service for '" + scheme + "' was here"
                        + table.seen(scheme).map(last -> ", from " + last + ",").orElse("")
                        + " and has gone: install or start its bundle again");
        ImageException failure = new ImageException(
                ErrorCode.UNAVAILABLE,
                who + "; waited for " + patience.toMillis() + " ms (io.ingot.resolver/waitMillis), try again later");
        return announcing
                .map(Provider::of)
                .or(() -> table.seen(scheme))
                .map(missing -> missing.failure(failure))
                .orElse(failure);
    }
}
