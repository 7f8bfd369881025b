// SPDX-License-Identifier: Apache-2.0
package io.ingot.testing.bundle;

import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** An activator that ends the process, which no bundle may do. */
public final class ExitingActivator implements BundleActivator {
    @Override
    public void start(BundleContext context) {
        System.exit(0);
    }

    @Override
    public void stop(BundleContext context) {}
}
