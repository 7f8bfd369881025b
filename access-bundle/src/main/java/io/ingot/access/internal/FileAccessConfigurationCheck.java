// SPDX-License-Identifier: Apache-2.0
package io.ingot.access.internal;

import io.ingot.image.client.InstanceHome;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;

/**
 * Reports an invalid configuration of local files to the component runtime: this component does not activate while the
 * configuration is invalid. The policy starts nevertheless, and refuses everything:
 * {@code docs/decisions/0004-wrong-settings.md}.
 */
@Component(
        service = {},
        immediate = true,
        configurationPid = "io.ingot.file",
        configurationPolicy = ConfigurationPolicy.REQUIRE)
public final class FileAccessConfigurationCheck {
    /** @throws IllegalArgumentException if a value is invalid; names the property, the value and what was expected */
    @Activate
    public FileAccessConfigurationCheck(BundleContext context, FileConfig config) {
        FilePolicy.settings(config, InstanceHome.of(context::getProperty, System.getenv()));
    }
}
