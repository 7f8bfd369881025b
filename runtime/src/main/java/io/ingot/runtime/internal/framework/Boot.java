// SPDX-License-Identifier: Apache-2.0
package io.ingot.runtime.internal.framework;

import io.ingot.image.ErrorCode;
import io.ingot.runtime.internal.configuration.ConfigurationDefinitions;
import io.ingot.runtime.internal.configuration.ConfigurationFolder;
import io.ingot.runtime.internal.configuration.ConfigurationWriter;
import io.ingot.runtime.internal.configuration.InstanceConfiguration;
import io.ingot.runtime.internal.configuration.RefusedConfiguration;
import io.ingot.runtime.internal.deploy.DeployFolder;
import io.ingot.runtime.internal.deploy.DeployWatch;
import io.ingot.runtime.internal.home.BundleSet;
import io.ingot.runtime.internal.home.BundleSet.Use;
import io.ingot.runtime.internal.home.LaunchFailure;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts an instance of an installation, and configures it before its components are activated. */
public final class Boot {
    private static final Logger LOG = LoggerFactory.getLogger(Boot.class);

    private final Path installation;
    private final BundleSet bundles;
    private final InstanceConfiguration configurations;

    /** Creates a boot without starting anything. */
    public Boot(Path installation, BundleSet bundles, InstanceConfiguration configurations) {
        this.installation = installation;
        this.bundles = bundles;
        this.configurations = configurations;
    }

    /** Returns this boot without one of the bundles. */
    public Boot without(String name) {
        return new Boot(installation, bundles.without(name), configurations);
    }

    public Path installation() {
        return installation;
    }

    public BundleSet bundles() {
        return bundles;
    }

    public InstanceConfiguration configurations() {
        return configurations;
    }

    /**
     * Starts a framework with Ingot's bundles.
     *
     * @param uses the uses whose bundles are started besides Ingot's
     * @param deployed jars of the deploy folder, which may be configured as well
     * @param properties additional framework properties
     * @throws LaunchFailure {@code INVALID_CONFIGURATION} if the configuration is invalid; {@code INSUFFICIENT_SPACE}
     *     or {@code LOCAL_IO} if the storage cannot be written; {@code INTERNAL} if the installation is damaged
     */
    public Instance start(InstanceFiles files, Set<Use> uses, List<Path> deployed, Map<String, String> properties)
            throws LaunchFailure {
        Optional<InstanceConfiguration.Checked> checked = check(files.configuration(), deployed);
        try {
            return start(files, uses, checked, properties);
        } catch (LaunchFailure e) {
            throw files.storage().explain(e);
        }
    }

    private Instance start(
            InstanceFiles files,
            Set<Use> uses,
            Optional<InstanceConfiguration.Checked> checked,
            Map<String, String> properties)
            throws LaunchFailure {
        Instance instance = Instance.start(files.home(), files.storage().folder(), properties);
        try {
            instance.startAll(bundles.of(Set.of(Use.FRAMEWORK)));
            new ConfigurationWriter(instance.context()).write(checked.orElse(configurations.defaults()));
            Set<Use> all = EnumSet.of(Use.INGOT);
            all.addAll(uses);
            instance.startAll(bundles.of(all));
            if (checked.isPresent()) {
                refuse(instance, checked.get());
            }
            return instance;
        } catch (LaunchFailure | RuntimeException e) {
            instance.close();
            throw e;
        }
    }

    private Optional<InstanceConfiguration.Checked> check(ConfigurationFolder etc, List<Path> deployed)
            throws LaunchFailure {
        if (configurations.isEmpty(etc)) {
            return Optional.empty();
        }
        List<Path> jars = new ArrayList<>(deployed);
        bundles.of(Set.of(Use.INGOT)).forEach(entry -> jars.add(entry.jar()));
        InstanceConfiguration.Checked checked = configurations.check(etc, ConfigurationDefinitions.ofJars(jars));
        checked.warnings().forEach(LOG::warn);
        return Optional.of(checked);
    }

    private static void refuse(Instance instance, InstanceConfiguration.Checked checked) throws LaunchFailure {
        Optional<String> refusal = RefusedConfiguration.find(instance.context(), checked.pids());
        if (refusal.isPresent()) {
            throw new LaunchFailure(
                    ErrorCode.INVALID_CONFIGURATION, "the configuration is refused by " + refusal.get());
        }
    }

    /**
     * Installs and starts the jars of the deploy folder; logs those that cannot be used.
     *
     * @throws LaunchFailure {@code LOCAL_IO} if the folder cannot be read
     */
    public DeployWatch deploy(DeployFolder folder, Instance instance) throws LaunchFailure {
        Set<Use> present = EnumSet.complementOf(EnumSet.of(Use.FELIX));
        return DeployWatch.of(folder, bundles.of(present), instance.context());
    }
}
