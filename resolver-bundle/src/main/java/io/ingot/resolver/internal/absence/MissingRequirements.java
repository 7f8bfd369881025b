// SPDX-License-Identifier: Apache-2.0
package io.ingot.resolver.internal.absence;

import java.util.List;
import java.util.Map;
import org.osgi.framework.Constants;
import org.osgi.framework.wiring.BundleRequirement;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.resource.Namespace;

/** Finds requirements of a bundle that no installed bundle provides. */
final class MissingRequirements {
    private MissingRequirements() {}

    /** Returns the mandatory requirements without a matching capability, as text, sorted. */
    static List<String> of(BundleRevision bundle, List<BundleRevision> installed) {
        return bundle.getDeclaredRequirements(null).stream()
                .filter(MissingRequirements::isMandatory)
                .filter(requirement -> installed.stream().noneMatch(other -> offers(other, requirement)))
                .map(MissingRequirements::text)
                .sorted()
                .toList();
    }

    private static boolean isMandatory(BundleRequirement requirement) {
        Map<String, String> directives = requirement.getDirectives();
        String effective =
                directives.getOrDefault(Namespace.REQUIREMENT_EFFECTIVE_DIRECTIVE, Namespace.EFFECTIVE_RESOLVE);
        String resolution =
                directives.getOrDefault(Namespace.REQUIREMENT_RESOLUTION_DIRECTIVE, Namespace.RESOLUTION_MANDATORY);
        return effective.equals(Namespace.EFFECTIVE_RESOLVE) && resolution.equals(Namespace.RESOLUTION_MANDATORY);
    }

    private static boolean offers(BundleRevision other, BundleRequirement requirement) {
        return other.getDeclaredCapabilities(requirement.getNamespace()).stream()
                .anyMatch(requirement::matches);
    }

    private static String text(BundleRequirement requirement) {
        String filter = requirement.getDirectives().get(Constants.FILTER_DIRECTIVE);
        return filter == null
                ? requirement.getNamespace() + " " + requirement.getAttributes()
                : RequirementText.of(requirement.getNamespace(), filter);
    }
}
