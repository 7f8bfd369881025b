// SPDX-License-Identifier: Apache-2.0
package io.ingot.access.internal;

import io.ingot.image.client.InstanceHome;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/**
 * Shows in the component runtime whether the configuration can be read: it fails to start while it cannot. The policy
 * itself starts all the same, and refuses everything: {@code docs/decisions/0004-wrong-settings.md}.
 */
@Component(
        service = {},
        immediate = true,
        configurationPid = {"io.ingot.access", "io.ingot.file"})
public final class ConfigurationCheck {
    /** @throws IllegalArgumentException naming the property, its value and what was expected */
    @Activate
    public ConfigurationCheck(BundleContext context, AccessConfig access, FileConfig file) {
        PolicySettings.of(access, file, InstanceHome.of(context::getProperty, System.getenv()));
    }
}
