// SPDX-License-Identifier: Apache-2.0
package io.ingot.resolver.internal.absence;

import io.ingot.image.client.AbsentService;
import io.ingot.resolver.internal.service.Provider;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.osgi.framework.Bundle;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.service.component.runtime.ServiceComponentRuntime;

/** Finds bundles that announce a scheme without offering a service for it, and the reason. */
public final class AbsentServices {
    private final Announcements announcements;
    private final ComponentStates components;

    /** Queries these at every call. */
    public AbsentServices(Announcements announcements, ServiceComponentRuntime components) {
        this.announcements = announcements;
        this.components = new ComponentStates(components);
    }

    /**
     * Returns the bundles without a usable service, sorted by name. They include bundles whose service is registered
     * but whose component failed to start.
     *
     * @param serving the ids of the bundles that have a service
     */
    public List<AbsentService> list(Set<Long> serving) {
        return announcements.bundles().stream()
                .map(bundle -> reason(bundle, serving.contains(bundle.getBundleId()))
                        .map(why -> new AbsentService(Provider.name(bundle), why)))
                .flatMap(Optional::stream)
                .sorted(Comparator.comparing(AbsentService::bundle).thenComparing(AbsentService::reason))
                .toList();
    }

    /**
     * Returns why a bundle offers no usable service.
     *
     * @param serving whether the bundle has a service registered; the reason may be absent then
     */
    public Optional<String> reason(Bundle bundle, boolean serving) {
        return switch (bundle.getState()) {
            case Bundle.INSTALLED -> Optional.of(unresolved(bundle));
            case Bundle.RESOLVED -> Optional.of("not started");
            case Bundle.STARTING -> serving ? Optional.empty() : Optional.of("starting");
            case Bundle.STOPPING -> Optional.of("stopping");
            case Bundle.ACTIVE ->
                components.problem(bundle).or(() -> serving ? Optional.empty() : Optional.of(noServiceRegistered()));
            default -> Optional.of("uninstalled");
        };
    }

    /** Returns what is wrong with the components of a bundle; absent if nothing is. */
    public Optional<String> problem(long bundleId) {
        return announcements.bundle(bundleId).flatMap(components::problem);
    }

    private String unresolved(Bundle bundle) {
        BundleRevision revision = bundle.adapt(BundleRevision.class);
        List<String> missing =
                revision == null ? List.of() : MissingRequirements.of(revision, announcements.revisions());
        return missing.isEmpty()
                ? "not started; start it to see what it needs"
                : "not resolved: nothing installed offers " + String.join(", ", missing);
    }

    private static String noServiceRegistered() {
        return "started, but registers no image service with a well-formed property 'scheme'";
    }
}
