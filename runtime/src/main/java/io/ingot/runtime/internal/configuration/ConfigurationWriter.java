// SPDX-License-Identifier: Apache-2.0
package io.ingot.runtime.internal.configuration;

import io.ingot.image.ErrorCode;
import io.ingot.runtime.internal.launch.LaunchFailure;
import java.io.IOException;
import java.util.Map;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/** Hands checked configurations to Configuration Admin. */
public final class ConfigurationWriter {
    /** A configuration that any bundle may get. */
    private static final String ANYWHERE = "?";

    private final ConfigurationAdmin admin;

    /**
     * Finds Configuration Admin.
     *
     * @throws LaunchFailure {@code INTERNAL} if there is no Configuration Admin
     */
    public ConfigurationWriter(BundleContext context) throws LaunchFailure {
        ServiceReference<ConfigurationAdmin> reference = context.getServiceReference(ConfigurationAdmin.class);
        if (reference == null) {
            throw new LaunchFailure(ErrorCode.INTERNAL, "the installation is damaged: there is no Configuration Admin");
        }
        admin = context.getService(reference);
    }

    /**
     * Writes all of them.
     *
     * @throws LaunchFailure {@code LOCAL_IO} if one cannot be kept
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

    /** Takes a configuration back, so that defaults are in force again. */
    void delete(ConfigurationTarget target) throws LaunchFailure {
        try {
            find(target).delete();
        } catch (IOException e) {
            throw unwritable(target, e);
        }
    }

    private Configuration find(ConfigurationTarget target) throws IOException {
        return target.name().isPresent()
                ? admin.getFactoryConfiguration(target.pid(), target.name().get(), ANYWHERE)
                : admin.getConfiguration(target.pid(), ANYWHERE);
    }

    private static LaunchFailure unwritable(ConfigurationTarget target, IOException e) {
        return new LaunchFailure(
                ErrorCode.LOCAL_IO, "cannot keep the configuration " + target + ": " + e.getMessage(), e);
    }
}
