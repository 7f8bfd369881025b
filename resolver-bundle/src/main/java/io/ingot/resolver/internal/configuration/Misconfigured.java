// SPDX-License-Identifier: Apache-2.0
package io.ingot.resolver.internal.configuration;

import io.ingot.image.client.AbsentService;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;

/**
 * The bundles whose configuration is wrong: by what Metatype says of a property, and by what the bundle's own check says,
 * a component that fails to start while it cannot read the configuration.
 */
public final class Misconfigured {
    private static final String OURS = "io.ingot.";
    private static final String REQUIRED = "require";
    private static final String REFUSAL = "java.lang.IllegalArgumentException: ";

    private final ConfigurationFaults faults;
    private final ServiceComponentRuntime components;

    /** Asks these each time anew. */
    public Misconfigured(ConfigurationFaults faults, ServiceComponentRuntime components) {
        this.faults = faults;
        this.components = components;
    }

    /** The bundles with a value that is wrong, each with the property, the value and what was expected. */
    public List<AbsentService> wrong() {
        List<ConfigurationFault> values =
                faults.all().stream().filter(ConfigurationFault::value).toList();
        Set<String> told = values.stream().map(ConfigurationFault::bundle).collect(Collectors.toSet());
        return Stream.concat(
                        values.stream().map(fault -> absent(fault.bundle(), fault.toString())),
                        components.getComponentDescriptionDTOs().stream()
                                .filter(check -> isCheck(check) && !told.contains(check.bundle.symbolicName))
                                .flatMap(this::refusals))
                .toList();
    }

    /** The properties that are unknown, one sentence each. */
    public List<String> warnings() {
        return faults.all().stream()
                .filter(fault -> !fault.value())
                .map(ConfigurationFault::toString)
                .toList();
    }

    private static AbsentService absent(String bundle, String reason) {
        return new AbsentService(bundle, "the configuration is wrong: " + reason);
    }

    private static boolean isCheck(ComponentDescriptionDTO component) {
        return component.bundle.symbolicName.startsWith(OURS)
                && REQUIRED.equals(component.configurationPolicy)
                && component.serviceInterfaces.length == 0;
    }

    private Stream<AbsentService> refusals(ComponentDescriptionDTO check) {
        return components.getComponentConfigurationDTOs(check).stream()
                .filter(configuration -> configuration.state == ComponentConfigurationDTO.FAILED_ACTIVATION)
                .map(configuration -> absent(check.bundle.symbolicName, refusal(configuration.failure)));
    }

    /** What the innermost cause of a printed trace says. */
    private static String refusal(@Nullable String trace) {
        return Objects.requireNonNullElse(trace, "")
                .lines()
                .filter(line -> line.contains(REFUSAL))
                .reduce((earlier, later) -> later)
                .map(line -> line.substring(line.indexOf(REFUSAL) + REFUSAL.length()))
                .orElse("the log has the reason");
    }
}
