// SPDX-License-Identifier: Apache-2.0
package io.ingot.resolver.internal.absence;

import io.ingot.image.spi.ImageService;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.osgi.framework.Bundle;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;
import org.osgi.service.component.runtime.dto.ReferenceDTO;
import org.osgi.service.component.runtime.dto.UnsatisfiedReferenceDTO;

/** Why the components of an active bundle offer no image service, as Declarative Services tells it. */
final class ComponentStates {
    private final ServiceComponentRuntime components;

    ComponentStates(ServiceComponentRuntime components) {
        this.components = components;
    }

    /** What is wrong with a bundle's image services; absent if nothing is. */
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
                Optional.of("component " + component.name + " failed to start: " + firstLine(configuration.failure));
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

    private static String firstLine(String failure) {
        return failure == null
                ? "the log has the reason"
                : failure.lines().findFirst().orElse("");
    }
}
