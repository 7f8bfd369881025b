// SPDX-License-Identifier: Apache-2.0
package io.ingot.runtime.internal.configuration;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;

/**
 * Finds values that Metatype permits and the component refuses, by an {@code IllegalArgumentException} of its
 * constructor. Delayed components are activated here, so that they refuse a value now and not at their first use.
 */
public final class RefusedConfiguration {
    private static final Pattern REFUSAL =
            Pattern.compile("(?m)^(?:Caused by: )?java\\.lang\\.IllegalArgumentException: (.*)$");

    private final BundleContext context;
    private final ServiceComponentRuntime components;

    private RefusedConfiguration(BundleContext context, ServiceComponentRuntime components) {
        this.context = context;
        this.components = components;
    }

    /**
     * Finds the first refusal.
     *
     * @param pids the PIDs whose components are checked
     * @return the PID and the message of its component
     */
    public static Optional<String> find(BundleContext context, Set<String> pids) {
        ServiceReference<ServiceComponentRuntime> reference =
                context.getServiceReference(ServiceComponentRuntime.class);
        if (reference == null) {
            return Optional.empty();
        }
        RefusedConfiguration refused = new RefusedConfiguration(context, context.getService(reference));
        try {
            return refused.components.getComponentDescriptionDTOs().stream()
                    .filter(component ->
                            Arrays.stream(component.configurationPid).anyMatch(pids::contains))
                    .flatMap(component -> refused.of(component).stream())
                    .findFirst();
        } finally {
            context.ungetService(reference);
        }
    }

    private Optional<String> of(ComponentDescriptionDTO component) {
        components.getComponentConfigurationDTOs(component).forEach(this::activate);
        return components.getComponentConfigurationDTOs(component).stream()
                .filter(configuration -> configuration.state == ComponentConfigurationDTO.FAILED_ACTIVATION)
                .flatMap(configuration -> refusal(configuration.failure).stream())
                .map(refusal -> component.configurationPid[0] + ": " + refusal)
                .findFirst();
    }

    private void activate(ComponentConfigurationDTO configuration) {
        if (configuration.state == ComponentConfigurationDTO.SATISFIED && configuration.service != null) {
            ServiceReference<?> reference = reference(configuration.service.id);
            if (reference != null && context.getService(reference) != null) {
                context.ungetService(reference);
            }
        }
    }

    private @Nullable ServiceReference<?> reference(long id) {
        try {
            ServiceReference<?>[] found = context.getAllServiceReferences(null, "(service.id=" + id + ")");
            return found == null ? null : found[0];
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns the message of the innermost cause, the last one of a stack trace. */
    private static Optional<String> refusal(@Nullable String trace) {
        String last = null;
        Matcher matcher = REFUSAL.matcher(trace == null ? "" : trace);
        while (matcher.find()) {
            last = matcher.group(1);
        }
        return Optional.ofNullable(last);
    }
}
