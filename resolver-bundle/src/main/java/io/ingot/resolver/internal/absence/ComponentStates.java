// SPDX-License-Identifier: Apache-2.0
package io.ingot.resolver.internal.absence;

import io.ingot.image.spi.ImageService;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;
import org.osgi.service.component.runtime.dto.ReferenceDTO;
import org.osgi.service.component.runtime.dto.UnsatisfiedReferenceDTO;

/** Explains, from the state of its components in Declarative Services, why an active bundle offers no image service. */
final class ComponentStates {
    private static final String CAUSE = "Caused by: ";

    private final ServiceComponentRuntime components;

    ComponentStates(ServiceComponentRuntime components) {
        this.components = components;
    }

    /** Returns what is wrong with a bundle's image services; absent if nothing is. */
    Optional<String> problem(Bundle bundle) {
        List<ComponentDescriptionDTO> offered = components.getComponentDescriptionDTOs(bundle).stream()
                .filter(component -> List.of(component.serviceInterfaces).contains(ImageService.class.getName()))
                .toList();
        return offered.stream().map(this::problem).flatMap(Optional::stream).findFirst();
    }

    private Optional<String> problem(ComponentDescriptionDTO component) {
        if (!components.isComponentEnabled(component)) {
            return Optional.of("component " + component.name + " is disabled");
        }
        Collection<ComponentConfigurationDTO> configurations = components.getComponentConfigurationDTOs(component);
        if (configurations.isEmpty()) {
            return Optional.of(unconfigured(component));
        }
        return configurations.stream()
                .map(configuration -> problem(component, configuration))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<String> problem(
            ComponentDescriptionDTO component, ComponentConfigurationDTO configuration) {
        return switch (configuration.state) {
            case ComponentConfigurationDTO.UNSATISFIED_CONFIGURATION -> Optional.of(unconfigured(component));
            case ComponentConfigurationDTO.UNSATISFIED_REFERENCE ->
                Optional.of("component " + component.name
                        + " lacks "
                        + Arrays.stream(configuration.unsatisfiedReferences)
                                .map(missing -> service(component, missing))
                                .sorted()
                                .collect(Collectors.joining(", ")));
            case ComponentConfigurationDTO.FAILED_ACTIVATION ->
                Optional.of("component " + component.name + " failed to start: " + rootCause(configuration.failure));
            default -> Optional.empty();
        };
    }

    private static String unconfigured(ComponentDescriptionDTO component) {
        return "component " + component.name + " has no configuration "
                + String.join(", ", Arrays.asList(component.configurationPid));
    }

    private static String service(ComponentDescriptionDTO component, UnsatisfiedReferenceDTO missing) {
        return Arrays.stream(component.references)
                .filter(reference -> Objects.equals(reference.name, missing.name))
                .map((ReferenceDTO reference) -> reference.interfaceName)
                .findFirst()
                .orElse(missing.name);
    }

    /** Returns the last cause in a printed stack trace, the most specific one. */
    private static String rootCause(@Nullable String trace) {
        return Objects.requireNonNullElse(trace, "")
                .lines()
                .filter(line -> !line.isBlank() && !Character.isWhitespace(line.charAt(0)))
                .reduce((earlier, later) -> later)
                .map(line -> line.startsWith(CAUSE) ? line.substring(CAUSE.length()) : line)
                .orElse("the log has the reason");
    }
}
