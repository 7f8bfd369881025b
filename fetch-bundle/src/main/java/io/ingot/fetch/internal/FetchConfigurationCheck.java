// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;

/**
 * A component that fails to start while the configuration has a wrong setting, so that the component runtime shows it.
 * The engine itself starts regardless: {@code docs/decisions/0004-wrong-settings.md}.
 */
@Component(
        service = {},
        immediate = true,
        configurationPid = "io.ingot.fetch",
        configurationPolicy = ConfigurationPolicy.REQUIRE)
public final class FetchConfigurationCheck {
    /** @throws IllegalArgumentException naming the property, its value and the expected values */
    @Activate
    public FetchConfigurationCheck(FetchConfig config) {
        FetchSettings.of(config);
    }
}
