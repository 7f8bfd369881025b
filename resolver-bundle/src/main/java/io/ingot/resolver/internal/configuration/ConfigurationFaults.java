// SPDX-License-Identifier: Apache-2.0
package io.ingot.resolver.internal.configuration;

import io.ingot.common.text.NearestName;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is wrong with the configurations of the bundles here. A component reads a value of another type as something else,
 * or throws for it without a word of the property; of a property that it does not know it hears nothing.
 */
public final class ConfigurationFaults {
    private static final Logger LOG = LoggerFactory.getLogger(ConfigurationFaults.class);

    /** Ingot's own bundles: others may know properties that they do not describe. */
    private static final String OURS = "io.ingot.";

    /** What Configuration Admin, containers and deployers add. */
    private static final Pattern FOREIGN =
            Pattern.compile("(?:service|component|felix|org\\.apache|osgi|webconsole)[.:].*|:.*|.*\\.target");

    private final BundleContext context;

    /** Looks at the configurations of this framework, each time anew. */
    public ConfigurationFaults(BundleContext context) {
        this.context = context;
    }

    /** All there are, by bundle. */
    public List<ConfigurationFault> all() {
        return of(context.getBundles());
    }

    /** Those of the configurations that these bundles describe. */
    List<ConfigurationFault> of(Bundle... bundles) {
        List<Configuration> configurations = configurations();
        return configurations.isEmpty()
                ? List.of()
                : Stream.of(bundles)
                        .filter(bundle ->
                                String.valueOf(bundle.getSymbolicName()).startsWith(OURS))
                        .flatMap(bundle -> of(bundle, configurations))
                        .distinct()
                        .sorted(Comparator.comparing(ConfigurationFault::bundle)
                                .thenComparing(ConfigurationFault::toString))
                        .toList();
    }

    private static Stream<ConfigurationFault> of(Bundle bundle, List<Configuration> configurations) {
        Map<String, Map<String, DefinedProperty>> described = Metatype.of(bundle);
        return configurations.stream().flatMap(configuration -> {
            Map<String, DefinedProperty> known =
                    described.get(Objects.requireNonNullElse(configuration.getFactoryPid(), configuration.getPid()));
            return known == null
                    ? Stream.empty()
                    : of(properties(configuration), known)
                            .map(found -> new ConfigurationFault(
                                    bundle.getSymbolicName(), configuration.getPid(), found.value(), found.text()));
        });
    }

    private record Found(boolean value, String text) {}

    private static Stream<Found> of(Map<String, Object> properties, Map<String, DefinedProperty> described) {
        return properties.entrySet().stream().flatMap(property -> {
            DefinedProperty known = described.get(property.getKey());
            if (known != null) {
                return known.fault(property.getValue()).stream()
                        .map(fault -> new Found(true, property.getKey() + " " + fault));
            }
            return FOREIGN.matcher(property.getKey()).matches()
                    ? Stream.empty()
                    : Stream.of(new Found(
                            false,
                            property.getKey() + " is an unknown property and has no effect"
                                    + NearestName.to(property.getKey(), described.keySet())
                                            .map(near -> "; did you mean " + near + "?")
                                            .orElse("")));
        });
    }

    private List<Configuration> configurations() {
        ServiceReference<ConfigurationAdmin> reference = context.getServiceReference(ConfigurationAdmin.class);
        ConfigurationAdmin admin = reference == null ? null : context.getService(reference);
        if (admin == null) {
            return List.of();
        }
        try {
            Configuration[] found = admin.listConfigurations(null);
            return found == null ? List.of() : List.of(found);
        } catch (IOException | InvalidSyntaxException | IllegalStateException e) {
            LOG.debug("the configurations cannot be read", e);
            return List.of();
        } finally {
            context.ungetService(reference);
        }
    }

    private static Map<String, Object> properties(Configuration configuration) {
        return configuration.getProperties() == null
                ? Map.of()
                : new TreeMap<>(FrameworkUtil.asMap(configuration.getProperties()));
    }
}
