// SPDX-License-Identifier: Apache-2.0
package io.ingot.resolver.internal.fake;

import io.ingot.image.spi.ImageService;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.osgi.framework.Bundle;
import org.osgi.framework.dto.BundleDTO;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;
import org.osgi.service.component.runtime.dto.ReferenceDTO;

/** The component descriptions of bundles, as Declarative Services returns them. */
public final class FakeComponents {
    private final Map<Bundle, ComponentDescriptionDTO> descriptions = new ConcurrentHashMap<>();
    private final List<ComponentConfigurationDTO> configurations = new ArrayList<>();
    private boolean enabled = true;

    /** Returns the service that the resolver gets. */
    public ServiceComponentRuntime runtime() {
        return Stub.of(
                ServiceComponentRuntime.class,
                Map.of(
                        "getComponentDescriptionDTOs",
                                arguments -> descriptions.entrySet().stream()
                                        .filter(entry -> ((Bundle[]) arguments[0]).length == 0
                                                || List.of((Bundle[]) arguments[0])
                                                        .contains(entry.getKey()))
                                        .map(Map.Entry::getValue)
                                        .toList(),
                        "getComponentConfigurationDTOs", arguments -> List.copyOf(configurations),
                        "isComponentEnabled", arguments -> enabled));
    }

    /** Adds the component {@code toy}, with one reference and without a configuration, to a bundle. */
    public FakeComponents describe(FakeBundle bundle) {
        ComponentDescriptionDTO component = new ComponentDescriptionDTO();
        component.name = "toy";
        component.configurationPolicy = "optional";
        component.bundle = new BundleDTO();
        component.bundle.symbolicName = String.valueOf(bundle.bundle().getSymbolicName());
        component.serviceInterfaces = new String[] {ImageService.class.getName()};
        component.configurationPid = new String[] {"io.toy"};
        ReferenceDTO reference = new ReferenceDTO();
        reference.name = "http";
        reference.interfaceName = "io.ingot.httpclient.HttpClient";
        component.references = new ReferenceDTO[] {reference};
        descriptions.put(bundle.bundle(), component);
        return this;
    }

    /** Adds a component to a bundle that checks the configuration, and has failed. */
    public FakeComponents check(FakeBundle bundle, String failure) {
        ComponentDescriptionDTO check = new ComponentDescriptionDTO();
        check.name = "check";
        check.serviceInterfaces = new String[0];
        check.configurationPolicy = "require";
        check.bundle = new BundleDTO();
        check.bundle.symbolicName = String.valueOf(bundle.bundle().getSymbolicName());
        descriptions.put(bundle.bundle(), check);
        return configuration(configuration -> {
            configuration.state = ComponentConfigurationDTO.FAILED_ACTIVATION;
            configuration.failure = failure;
        });
    }

    /** Adds a configuration to the component. */
    public FakeComponents configuration(Consumer<ComponentConfigurationDTO> facts) {
        ComponentConfigurationDTO configuration = new ComponentConfigurationDTO();
        facts.accept(configuration);
        configurations.add(configuration);
        return this;
    }

    /** Disables the component. */
    public FakeComponents disable() {
        enabled = false;
        return this;
    }
}
