// SPDX-License-Identifier: Apache-2.0
package io.ingot.access.internal.credential;

import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The credentials of one configuration {@code io.ingot.access.credentials~NAME}. */
@Component(
        service = ConfiguredCredentials.class,
        configurationPid = "io.ingot.access.credentials",
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = CredentialsConfig.class, factory = true)
public final class ConfiguredCredentials {
    private static final Logger LOG = LoggerFactory.getLogger(ConfiguredCredentials.class);

    private volatile CredentialsSettings settings;

    /** Credentials of a configuration. If it is invalid, they are not used until it is corrected. */
    @Activate
    public ConfiguredCredentials(CredentialsConfig config, Map<String, Object> properties) {
        CredentialsSettings initial;
        try {
            initial = CredentialsSettings.of(config, properties);
        } catch (IllegalArgumentException e) {
            LOG.error("invalid credentials are not used: {}", e.getMessage());
            initial = CredentialsSettings.invalid(config, properties, String.valueOf(e.getMessage()));
        }
        settings = initial;
    }

    @Modified
    void modified(CredentialsConfig config, Map<String, Object> properties) {
        try {
            settings = CredentialsSettings.of(config, properties);
        } catch (IllegalArgumentException e) {
            LOG.error("invalid configuration, the former credentials stay in use: {}", e.getMessage());
        }
    }

    CredentialsSettings settings() {
        return settings;
    }
}
