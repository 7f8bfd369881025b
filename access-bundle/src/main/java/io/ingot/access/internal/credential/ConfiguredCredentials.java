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

    /** @throws IllegalArgumentException if it cannot be told what they are for */
    @Activate
    public ConfiguredCredentials(CredentialsConfig config, Map<String, Object> properties) {
        settings = CredentialsSettings.of(config, properties);
    }

    @Modified
    void modified(CredentialsConfig config, Map<String, Object> properties) {
        try {
            settings = CredentialsSettings.of(config, properties);
        } catch (IllegalArgumentException e) {
            LOG.error("credentials stay as they were, since their new configuration is wrong: {}", e.getMessage());
        }
    }

    CredentialsSettings settings() {
        return settings;
    }
}
