// SPDX-License-Identifier: Apache-2.0
package io.ingot.itest.karaf;

import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.karaf.features.Feature;
import org.apache.karaf.features.FeaturesService;
import org.apache.karaf.features.Repository;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;

/**
 * The features, repositories and bundles of a Karaf, as texts for readable comparisons.
 *
 * @param features each installed feature with its version and state, and "required" if it was requested
 * @param repositories the addresses of the features files
 * @param bundles each bundle with its version and state
 */
record KarafState(Set<String> features, Set<String> repositories, Set<String> bundles) {
    static KarafState of(FeaturesService service, BundleContext context) throws Exception {
        Set<Feature> required = Set.of(service.listRequiredFeatures());
        return new KarafState(
                texts(Arrays.stream(service.listInstalledFeatures())
                        .map(feature -> feature.getId() + " " + service.getState(feature.getId())
                                + (required.contains(feature) ? " required" : ""))),
                texts(Arrays.stream(service.listRepositories())
                        .map(Repository::getURI)
                        .map(Object::toString)),
                texts(Arrays.stream(context.getBundles()).map(KarafState::text)));
    }

    /** Returns the elements of another state that this one lacks. */
    Set<String> missing(KarafState other) {
        return texts(Stream.of(
                        missing(other.features, features),
                        missing(other.repositories, repositories),
                        missing(other.bundles, bundles))
                .flatMap(Set::stream));
    }

    private static Set<String> missing(Set<String> expected, Set<String> present) {
        return texts(expected.stream().filter(each -> !present.contains(each)));
    }

    private static String text(Bundle bundle) {
        return bundle.getSymbolicName() + " " + bundle.getVersion() + " " + bundle.getState();
    }

    private static Set<String> texts(Stream<String> texts) {
        return texts.collect(Collectors.toCollection(TreeSet::new));
    }
}
