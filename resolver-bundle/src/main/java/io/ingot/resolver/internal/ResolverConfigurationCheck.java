// SPDX-License-Identifier: Apache-2.0
package io.ingot.resolver.internal;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;

/**
 * Reports an invalid configuration to the component runtime: it fails to start while the configuration cannot be read.
 * The resolver itself starts nevertheless: {@code docs/decisions/0004-wrong-settings.md}.
 */
@Component(
        service = {},
        immediate = true,
        configurationPid = "io.ingot.resolver",
        configurationPolicy = ConfigurationPolicy.REQUIRE)
public final class ResolverConfigurationCheck {
    /**
     * Checks the configuration.
     *
     * @throws IllegalArgumentException naming the property, its value and the expected one
     */
    @Activate
    public ResolverConfigurationCheck(ResolverConfig config) {
        ResolverSettings.of(config);
    }
}
