// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;

/**
 * Shows in the component runtime whether the configuration, where there is one, can be read: it fails to start while it
 * cannot. What works by these settings starts all the same: {@code docs/decisions/0004-wrong-settings.md}.
 */
@Component(
        service = {},
        immediate = true,
        configurationPid = "io.ingot.fetch",
        configurationPolicy = ConfigurationPolicy.REQUIRE)
public final class FetchConfigurationCheck {
    /** @throws IllegalArgumentException naming the property, its value and what was expected */
    @Activate
    public FetchConfigurationCheck(FetchConfig config) {
        FetchSettings.of(config);
    }
}
