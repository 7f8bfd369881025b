// SPDX-License-Identifier: Apache-2.0
package io.ingot.httpclient.internal;

import io.ingot.httpclient.internal.settings.HttpClientConfig;
import io.ingot.httpclient.internal.settings.HttpClientSettings;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;

/**
 * Reports an invalid configuration in the component runtime: this component fails to start while the configuration
 * cannot be read. The components that use the settings start nevertheless: {@code
 * docs/decisions/0004-wrong-settings.md}.
 */
@Component(
        service = {},
        immediate = true,
        configurationPid = HttpClientSettings.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE)
public final class HttpClientConfigurationCheck {
    /** @throws IllegalArgumentException naming the property, its value and the expected values */
    @Activate
    public HttpClientConfigurationCheck(HttpClientConfig config) {
        HttpClientSettings.of(config);
    }
}
