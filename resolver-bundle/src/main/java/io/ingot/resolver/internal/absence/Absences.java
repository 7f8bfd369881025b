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

/** Which bundles announce a scheme and offer no service for it, and why. */
public final class Absences {
    private final Announcements announcements;
    private final ComponentStates components;

    /** Asks these each time anew. */
    public Absences(Announcements announcements, ServiceComponentRuntime components) {
        this.announcements = announcements;
        this.components = new ComponentStates(components);
    }

    /**
     * The bundles without a service, sorted by name. One whose service is registered, and whose component then failed to
     * start, is among them.
     *
     * @param serving the numbers of the bundles that have a service
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
     * Why a bundle offers no service that can be had.
     *
     * @param serving whether it has one registered; then there may be no reason
     */
    public Optional<String> reason(Bundle bundle, boolean serving) {
        return switch (bundle.getState()) {
            case Bundle.INSTALLED -> Optional.of(unresolved(bundle));
            case Bundle.RESOLVED -> Optional.of("not started");
            case Bundle.STARTING -> serving ? Optional.empty() : Optional.of("starting");
            case Bundle.STOPPING -> Optional.of("stopping");
            case Bundle.ACTIVE ->
                components.problem(bundle).or(() -> serving ? Optional.empty() : Optional.of(silent()));
            default -> Optional.of("uninstalled");
        };
    }

    /** What is wrong with the components of a bundle, if anything. */
    public Optional<String> problem(long bundleId) {
        return announcements.bundle(bundleId).flatMap(components::problem);
    }

    private String unresolved(Bundle bundle) {
        BundleRevision revision = bundle.adapt(BundleRevision.class);
        List<String> missing =
                revision == null ? List.of() : MissingRequirements.of(revision, announcements.revisions());
        return missing.isEmpty()
                ? "not started; starting it says what else it needs, if anything"
                : "not resolved: nothing installed offers " + String.join(", ", missing);
    }

    private static String silent() {
        return "started, but registers no image service with a well-formed property 'scheme'";
    }
}
