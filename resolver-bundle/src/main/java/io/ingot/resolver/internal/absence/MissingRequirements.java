// SPDX-License-Identifier: Apache-2.0
package io.ingot.resolver.internal.absence;

import java.util.List;
import java.util.Map;
import org.osgi.framework.Constants;
import org.osgi.framework.wiring.BundleRequirement;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.resource.Namespace;

/** What a bundle needs that no installed bundle offers. */
final class MissingRequirements {
    private MissingRequirements() {}

    /** The mandatory requirements that nothing installed matches, as text, sorted. */
    static List<String> of(BundleRevision bundle, List<BundleRevision> installed) {
        return bundle.getDeclaredRequirements(null).stream()
                .filter(MissingRequirements::mandatory)
                .filter(need -> installed.stream().noneMatch(other -> offers(other, need)))
                .map(MissingRequirements::text)
                .sorted()
                .toList();
    }

    private static boolean mandatory(BundleRequirement need) {
        Map<String, String> directives = need.getDirectives();
        String effective =
                directives.getOrDefault(Namespace.REQUIREMENT_EFFECTIVE_DIRECTIVE, Namespace.EFFECTIVE_RESOLVE);
        String resolution =
                directives.getOrDefault(Namespace.REQUIREMENT_RESOLUTION_DIRECTIVE, Namespace.RESOLUTION_MANDATORY);
        return effective.equals(Namespace.EFFECTIVE_RESOLVE) && resolution.equals(Namespace.RESOLUTION_MANDATORY);
    }

    private static boolean offers(BundleRevision other, BundleRequirement need) {
        return other.getDeclaredCapabilities(need.getNamespace()).stream().anyMatch(need::matches);
    }

    private static String text(BundleRequirement need) {
        String filter = need.getDirectives().get(Constants.FILTER_DIRECTIVE);
        return filter == null
                ? need.getNamespace() + " " + need.getAttributes()
                : RequirementText.of(need.getNamespace(), filter);
    }
}
