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

    /** Credentials as they are configured; of no use if they are wrong, until they are repaired. */
    @Activate
    public ConfiguredCredentials(CredentialsConfig config, Map<String, Object> properties) {
        CredentialsSettings read;
        try {
            read = CredentialsSettings.of(config, properties);
        } catch (IllegalArgumentException e) {
            LOG.error("credentials that nobody gets: {}", e.getMessage());
            read = CredentialsSettings.invalid(config, properties, String.valueOf(e.getMessage()));
        }
        settings = read;
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
