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
 * Finds bundles whose configuration is wrong: according to the Metatype description of a property, or to the bundle's
 * own check, a component that fails to start while the configuration is invalid.
 */
public final class MisconfiguredBundles {
    private static final String INGOT_PREFIX = "io.ingot.";
    private static final String REQUIRED = "require";
    private static final String REFUSAL = "java.lang.IllegalArgumentException: ";

    private final ConfigurationFaults faults;
    private final ServiceComponentRuntime components;

    /** Queries these at every call. */
    public MisconfiguredBundles(ConfigurationFaults faults, ServiceComponentRuntime components) {
        this.faults = faults;
        this.components = components;
    }

    /** Returns the bundles with an invalid value, each with the property, the value and the expected one. */
    public List<AbsentService> list() {
        List<ConfigurationFault> values =
                faults.all().stream().filter(ConfigurationFault::invalidValue).toList();
        Set<String> reported = values.stream().map(ConfigurationFault::bundle).collect(Collectors.toSet());
        return Stream.concat(
                        values.stream().map(fault -> absent(fault.bundle(), fault.toString())),
                        components.getComponentDescriptionDTOs().stream()
                                .filter(check -> isCheck(check) && !reported.contains(check.bundle.symbolicName))
                                .flatMap(this::refusals))
                .toList();
    }

    /** Returns the unknown properties, one sentence each. */
    public List<String> warnings() {
        return faults.all().stream()
                .filter(fault -> !fault.invalidValue())
                .map(ConfigurationFault::toString)
                .toList();
    }

    private static AbsentService absent(String bundle, String reason) {
        return new AbsentService(bundle, "the configuration is wrong: " + reason);
    }

    private static boolean isCheck(ComponentDescriptionDTO component) {
        return component.bundle.symbolicName.startsWith(INGOT_PREFIX)
                && REQUIRED.equals(component.configurationPolicy)
                && component.serviceInterfaces.length == 0;
    }

    private Stream<AbsentService> refusals(ComponentDescriptionDTO check) {
        return components.getComponentConfigurationDTOs(check).stream()
                .filter(configuration -> configuration.state == ComponentConfigurationDTO.FAILED_ACTIVATION)
                .map(configuration -> absent(check.bundle.symbolicName, refusal(configuration.failure)));
    }

    /** Returns the message of the innermost cause in a printed stack trace. */
    private static String refusal(@Nullable String trace) {
        return Objects.requireNonNullElse(trace, "")
                .lines()
                .filter(line -> line.contains(REFUSAL))
                .reduce((earlier, later) -> later)
                .map(line -> line.substring(line.indexOf(REFUSAL) + REFUSAL.length()))
                .orElse("the log has the reason");
    }
}
