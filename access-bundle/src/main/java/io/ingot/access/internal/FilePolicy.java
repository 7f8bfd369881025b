// SPDX-License-Identifier: Apache-2.0
package io.ingot.access.internal;

import io.ingot.access.internal.rule.PathRule;
import io.ingot.access.internal.rule.PolicyRule;
import io.ingot.common.settings.CommaList;
import io.ingot.image.client.InstanceHome;
import java.nio.file.Path;
import java.util.List;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;

/**
 * The rules for local files. A separate component, since Felix SCR 2.2.18 reads the PIDs of a component only up to the first
 * one without a configuration: as a second PID of the policy, {@code io.ingot.file} was ignored unless
 * {@code io.ingot.access} had a configuration as well.
 */
@Component(service = FilePolicy.class, configurationPid = "io.ingot.file")
public final class FilePolicy {
    private final Path home;
    private final ConfiguredRules rules;

    /** The rules of a configuration. */
    @Activate
    public FilePolicy(BundleContext context, FileConfig config) {
        this(InstanceHome.of(context::getProperty, System.getenv()), config);
    }

    FilePolicy(Path home, FileConfig config) {
        this.home = home;
        this.rules = new ConfiguredRules("io.ingot.file", () -> settings(config, home));
    }

    /** Replaces the settings. Checks that run keep the settings with which they began; invalid settings change nothing. */
    @Modified
    void modified(FileConfig config) {
        rules.update(() -> settings(config, home));
    }

    List<PolicyRule> rules() {
        return rules.rules();
    }

    static PolicySettings settings(FileConfig config, Path home) {
        return new PolicySettings(List.of(new PathRule(CommaList.of(config.allowedPaths()), home)));
    }
}
