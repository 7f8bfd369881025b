// SPDX-License-Identifier: Apache-2.0
package io.ingot.runtime.internal.run;

import java.util.Map;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;

/** The shell command {@code exit}, which ends the runtime. Public, since Gogo calls it by reflection. */
public final class ShellExit {
    private final BundleContext context;

    private ShellExit(BundleContext context) {
        this.context = context;
    }

    static void register(BundleContext context) {
        context.registerService(
                ShellExit.class,
                new ShellExit(context),
                FrameworkUtil.asDictionary(Map.of("osgi.command.scope", "runtime", "osgi.command.function", "exit")));
    }

    /** Stops the framework. */
    public void exit() throws BundleException {
        context.getBundle(Constants.SYSTEM_BUNDLE_ID).stop();
    }
}
