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

/** Which bundles announce schemes in their manifest, by a capability of the namespace {@value Scheme#NAMESPACE}. */
public final class Announcements {
    private final BundleContext context;

    /** Looks at the bundles of this framework, each time anew. */
    public Announcements(BundleContext context) {
        this.context = context;
    }

    /** The bundles that announce any scheme, in whatever state they are. */
    List<Bundle> bundles() {
        return Arrays.stream(context.getBundles())
                .filter(bundle -> !schemes(bundle).isEmpty())
                .toList();
    }

    /** A bundle that announces a scheme and may answer it, if one does. */
    public Optional<Bundle> bundle(String scheme, Predicate<Bundle> may) {
        return bundles().stream()
                .filter(bundle -> schemes(bundle).contains(scheme))
                .filter(may)
                .findFirst();
    }

    /** A bundle by its number. */
    Optional<Bundle> bundle(long id) {
        return Optional.ofNullable(context.getBundle(id));
    }

    /** What all the bundles offer that are installed, those that cannot be resolved included. */
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
