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
 * Finds faults in the configurations of the installed bundles, by their Metatype descriptions. Components cannot report
 * them: a value of another type is converted or causes an exception that does not name the property, and an unknown
 * property is ignored.
 */
public final class ConfigurationFaults {
    private static final Logger LOG = LoggerFactory.getLogger(ConfigurationFaults.class);

    /** The prefix of Ingot's own bundles; others may have properties that they do not describe. */
    private static final String INGOT_PREFIX = "io.ingot.";

    /** Properties that Configuration Admin, containers and deployers add. */
    private static final Pattern CONTAINER_PROPERTY =
            Pattern.compile("(?:service|component|felix|org\\.apache|osgi|webconsole)[.:].*|:.*|.*\\.target");

    private final BundleContext context;

    /** Looks at the configurations of this framework at every call. */
    public ConfigurationFaults(BundleContext context) {
        this.context = context;
    }

    /** Returns all faults, sorted by bundle. */
    public List<ConfigurationFault> all() {
        return of(context.getBundles());
    }

    /** Returns the faults of the configurations that some bundles describe. */
    List<ConfigurationFault> of(Bundle... bundles) {
        List<Configuration> configurations = configurations();
        return configurations.isEmpty()
                ? List.of()
                : Stream.of(bundles)
                        .filter(bundle ->
                                String.valueOf(bundle.getSymbolicName()).startsWith(INGOT_PREFIX))
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
                            .map(finding -> new ConfigurationFault(
                                    bundle.getSymbolicName(),
                                    configuration.getPid(),
                                    finding.invalidValue(),
                                    finding.text()));
        });
    }

    private record Finding(boolean invalidValue, String text) {}

    private static Stream<Finding> of(Map<String, Object> properties, Map<String, DefinedProperty> described) {
        return properties.entrySet().stream().flatMap(property -> {
            DefinedProperty known = described.get(property.getKey());
            if (known != null) {
                return known.fault(property.getValue()).stream()
                        .map(fault -> new Finding(true, property.getKey() + " " + fault));
            }
            return CONTAINER_PROPERTY.matcher(property.getKey()).matches()
                    ? Stream.empty()
                    : Stream.of(new Finding(
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
            LOG.debug("cannot list the configurations", e);
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
