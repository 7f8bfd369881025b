// SPDX-License-Identifier: Apache-2.0
package io.ingot.testing.bundle;

import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** An activator that prints to standard output, which no bundle may do. */
public final class PrintingActivator implements BundleActivator {
    @Override
    public void start(BundleContext context) {
        System.out.println("a library greets");
    }

    @Override
    public void stop(BundleContext context) {}
}
