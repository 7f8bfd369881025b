// SPDX-License-Identifier: Apache-2.0
package io.ingot.access.internal;

import io.ingot.image.client.InstanceHome;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;

/**
 * Shows in the component runtime whether the configuration of local files, where there is one, can be read: it fails to start
 * while it cannot. The policy starts all the same, and refuses everything: {@code docs/decisions/0004-wrong-settings.md}.
 */
@Component(
        service = {},
        immediate = true,
        configurationPid = "io.ingot.file",
        configurationPolicy = ConfigurationPolicy.REQUIRE)
public final class FileAccessConfigurationCheck {
    /** @throws IllegalArgumentException naming the property, its value and what was expected */
    @Activate
    public FileAccessConfigurationCheck(BundleContext context, FileConfig config) {
        FilePolicy.settings(config, InstanceHome.of(context::getProperty, System.getenv()));
    }
}
