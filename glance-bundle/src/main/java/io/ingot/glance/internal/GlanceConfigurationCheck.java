// SPDX-License-Identifier: Apache-2.0
package io.ingot.glance.internal;

import io.ingot.glance.internal.settings.GlanceConfig;
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
        configurationPid = "io.ingot.glance",
        configurationPolicy = ConfigurationPolicy.REQUIRE)
public final class GlanceConfigurationCheck {
    /** @throws IllegalArgumentException naming the property, its value and what was expected */
    @Activate
    public GlanceConfigurationCheck(GlanceConfig config) {
        OpenStackFactory.check(config);
    }
}
