// SPDX-License-Identifier: Apache-2.0
package io.ingot.resolver.internal.fake;

import io.ingot.image.spi.ImageService;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.osgi.framework.Bundle;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;
import org.osgi.service.component.runtime.dto.ReferenceDTO;

/** The components of the bundles, as Declarative Services would describe them. */
public final class FakeComponents {
    private final Map<Bundle, ComponentDescriptionDTO> descriptions = new ConcurrentHashMap<>();
    private final List<ComponentConfigurationDTO> configurations = new ArrayList<>();
    private boolean enabled = true;

    /** What a component is given. */
    public ServiceComponentRuntime runtime() {
        return Stub.of(
                ServiceComponentRuntime.class,
                Map.of(
                        "getComponentDescriptionDTOs",
                                arguments -> descriptions.entrySet().stream()
                                        .filter(entry ->
                                                List.of((Bundle[]) arguments[0]).contains(entry.getKey()))
                                        .map(Map.Entry::getValue)
                                        .toList(),
                        "getComponentConfigurationDTOs", arguments -> List.copyOf(configurations),
                        "isComponentEnabled", arguments -> enabled));
    }

    /** Gives a bundle the component {@code toy}, of one reference and without a configuration. */
    public FakeComponents describe(FakeBundle bundle) {
        ComponentDescriptionDTO component = new ComponentDescriptionDTO();
        component.name = "toy";
        component.serviceInterfaces = new String[] {ImageService.class.getName()};
        component.configurationPid = new String[] {"io.toy"};
        ReferenceDTO reference = new ReferenceDTO();
        reference.name = "http";
        reference.interfaceName = "io.ingot.httpclient.HttpExchanges";
        component.references = new ReferenceDTO[] {reference};
        descriptions.put(bundle.bundle(), component);
        return this;
    }

    /** Gives the component a configuration. */
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
