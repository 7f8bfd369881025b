// SPDX-License-Identifier: Apache-2.0
package io.ingot.glance.internal;

import io.ingot.glance.internal.settings.GlanceConfig;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;

/**
 * Fails to activate while the configuration is invalid, so that the component runtime shows the error. The image
 * service itself activates all the same: {@code docs/decisions/0004-wrong-settings.md}.
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
