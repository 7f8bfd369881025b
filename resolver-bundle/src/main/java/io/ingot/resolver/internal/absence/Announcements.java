// SPDX-License-Identifier: Apache-2.0
package io.ingot.resolver.internal.absence;

import io.ingot.image.spi.ImageService;
import io.ingot.image.spi.Scheme;
import io.ingot.resolver.internal.table.SchemeProperty;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.wiring.BundleRevision;

/**
 * Finds bundles that announce schemes in their manifest, by a capability of the namespace {@value Scheme#NAMESPACE}.
 */
public final class Announcements {
    private final BundleContext context;

    /** Looks at the bundles of this framework at every call. */
    public Announcements(BundleContext context) {
        this.context = context;
    }

    /** Returns the bundles that announce any scheme, whatever their state. */
    List<Bundle> bundles() {
        return Arrays.stream(context.getBundles())
                .filter(bundle -> !schemes(bundle).isEmpty())
                .toList();
    }

    /** Returns a bundle that announces a scheme and may answer it. */
    public Optional<Bundle> bundle(String scheme, Predicate<Bundle> mayAnswer) {
        return bundles().stream()
                .filter(bundle -> schemes(bundle).contains(scheme))
                .filter(mayAnswer)
                .findFirst();
    }

    /** Returns a bundle by its id. */
    Optional<Bundle> bundle(long id) {
        return Optional.ofNullable(context.getBundle(id));
    }

    /** Returns the revisions of all installed bundles, including unresolved ones. */
    List<BundleRevision> revisions() {
        return Arrays.stream(context.getBundles())
                .map(bundle -> bundle.adapt(BundleRevision.class))
                .filter(revision -> revision != null)
                .toList();
    }

    private static Set<String> schemes(Bundle bundle) {
        BundleRevision revision = bundle.getState() == Bundle.UNINSTALLED ? null : bundle.adapt(BundleRevision.class);
        return revision == null
                ? Set.of()
                : revision.getDeclaredCapabilities(Scheme.NAMESPACE).stream()
                        .flatMap(capability ->
                                SchemeProperty.read(capability.getAttributes().get(ImageService.SCHEME))
                                        .schemes()
                                        .stream())
                        .collect(Collectors.toUnmodifiableSet());
    }
}
