// SPDX-License-Identifier: Apache-2.0
package io.ingot.access.internal;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;

/**
 * Reports an invalid configuration of the policy to the component runtime: this component does not activate while the
 * configuration is invalid. The policy starts nevertheless, and refuses everything:
 * {@code docs/decisions/0004-wrong-settings.md}.
 */
@Component(
        service = {},
        immediate = true,
        configurationPid = "io.ingot.access",
        configurationPolicy = ConfigurationPolicy.REQUIRE)
public final class AccessConfigurationCheck {
    /** @throws IllegalArgumentException if a value is invalid; names the property, the value and what was expected */
    @Activate
    public AccessConfigurationCheck(AccessConfig config) {
        PolicySettings.of(config);
    }
}
