// SPDX-License-Identifier: Apache-2.0
package io.ingot.runtime.internal.configuration;

import io.ingot.image.ErrorCode;
import io.ingot.runtime.internal.home.LaunchFailure;
import java.io.IOException;
import java.util.Map;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/** Writes checked configurations to Configuration Admin. */
public final class ConfigurationWriter {
    /** The location of a configuration that any bundle may receive. */
    private static final String ANY_LOCATION = "?";

    private final ConfigurationAdmin admin;

    /**
     * Creates a writer that uses the framework's Configuration Admin.
     *
     * @throws LaunchFailure {@code INTERNAL} if there is no Configuration Admin
     */
    public ConfigurationWriter(BundleContext context) throws LaunchFailure {
        ServiceReference<ConfigurationAdmin> reference = context.getServiceReference(ConfigurationAdmin.class);
        if (reference == null) {
            throw new LaunchFailure(ErrorCode.INTERNAL, "the installation is damaged: Configuration Admin is missing");
        }
        admin = context.getService(reference);
    }

    /**
     * Writes all configurations.
     *
     * @throws LaunchFailure {@code LOCAL_IO} if one cannot be stored
     */
    public void write(InstanceConfiguration.Checked checked) throws LaunchFailure {
        for (Map.Entry<ConfigurationTarget, Map<String, Object>> entry :
                checked.byTarget().entrySet()) {
            try {
                find(entry.getKey()).updateIfDifferent(FrameworkUtil.asDictionary(entry.getValue()));
            } catch (IOException e) {
                throw unwritable(entry.getKey(), e);
            }
        }
    }

    /** Deletes a configuration, so that the defaults apply again. */
    void delete(ConfigurationTarget target) throws LaunchFailure {
        try {
            find(target).delete();
        } catch (IOException e) {
            throw unwritable(target, e);
        }
    }

    private Configuration find(ConfigurationTarget target) throws IOException {
        return target.name().isPresent()
                ? admin.getFactoryConfiguration(target.pid(), target.name().get(), ANY_LOCATION)
                : admin.getConfiguration(target.pid(), ANY_LOCATION);
    }

    private static LaunchFailure unwritable(ConfigurationTarget target, IOException e) {
        return new LaunchFailure(
                ErrorCode.LOCAL_IO, "cannot store the configuration " + target + ": " + e.getMessage(), e);
    }
}
