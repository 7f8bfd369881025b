// SPDX-License-Identifier: Apache-2.0
package io.ingot.deploy.internal;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;

/**
 * Reports an invalid configuration to the component runtime: this component does not activate while the configuration is
 * invalid. The components that use the settings start nevertheless: {@code docs/decisions/0004-wrong-settings.md}.
 */
@Component(
        service = {},
        immediate = true,
        configurationPid = "io.ingot.deploy",
        configurationPolicy = ConfigurationPolicy.REQUIRE)
public final class DeployConfigurationCheck {
    /** @throws IllegalArgumentException if a value is invalid; names the property, the value and what was expected */
    @Activate
    public DeployConfigurationCheck(DeployConfig config) {
        DeploySettings.of(config);
    }
}
