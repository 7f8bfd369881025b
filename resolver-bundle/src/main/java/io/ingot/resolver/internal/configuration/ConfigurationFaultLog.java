// SPDX-License-Identifier: Apache-2.0
package io.ingot.resolver.internal.configuration;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.BundleListener;
import org.osgi.service.cm.ConfigurationEvent;
import org.osgi.service.cm.ConfigurationListener;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs each fault of a configuration once, when the configuration changes or the bundle that describes it starts. */
@Component(immediate = true)
public final class ConfigurationFaultLog implements ConfigurationListener {
    private static final Logger LOG = LoggerFactory.getLogger(ConfigurationFaultLog.class);

    private final BundleContext context;
    private final ConfigurationFaults faults;
    private final BundleListener bundles = this::bundleChanged;
    private final Set<ConfigurationFault> logged = new HashSet<>(); // guarded by this

    /** Logs the present faults, and listens for changes. */
    @Activate
    public ConfigurationFaultLog(BundleContext context) {
        this.context = context;
        this.faults = new ConfigurationFaults(context);
        context.addBundleListener(bundles);
        log(faults.all());
    }

    @Deactivate
    void deactivate() {
        context.removeBundleListener(bundles);
    }

    @Override
    public void configurationEvent(ConfigurationEvent event) {
        List<ConfigurationFault> all = faults.all();
        synchronized (this) {
            logged.retainAll(all); // a fault that was corrected is logged again if it recurs
        }
        log(all);
    }

    private void bundleChanged(BundleEvent event) {
        Bundle bundle = event.getBundle();
        if (event.getType() == BundleEvent.STARTED && !bundle.equals(context.getBundle())) {
            log(faults.of(bundle));
        }
    }

    private synchronized void log(List<ConfigurationFault> now) {
        for (ConfigurationFault fault : now) {
            if (logged.add(fault)) {
                if (fault.invalidValue()) {
                    LOG.error("the configuration is wrong: {}", fault);
                } else {
                    LOG.warn("{}", fault);
                }
            }
        }
    }
}
