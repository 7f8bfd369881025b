// SPDX-License-Identifier: Apache-2.0
package io.ingot.runtime.internal.framework;

import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.hooks.service.EventListenerHook;
import org.osgi.framework.hooks.service.FindHook;
import org.osgi.framework.hooks.service.ListenerHook.ListenerInfo;

/**
 * Hides commands of Gogo's bundles that this distribution does not offer. {@code telnetd} opens the shell, and with it
 * this process, to every user of the machine, without a password. The services of such commands are hidden from all
 * bundles, so that the shell does not find them.
 */
final class WithheldCommands implements FindHook, EventListenerHook {
    private static final String FUNCTION = "osgi.command.function";
    private static final Set<String> WITHHELD = Set.of("telnetd");

    private WithheldCommands() {}

    /** Hides the commands from the bundles of a framework that start from now on. */
    static void install(BundleContext context) {
        context.registerService(
                new String[] {FindHook.class.getName(), EventListenerHook.class.getName()},
                new WithheldCommands(),
                FrameworkUtil.asDictionary(Map.of()));
    }

    @Override
    public void find(
            BundleContext context,
            String name,
            String filter,
            boolean allServices,
            Collection<ServiceReference<?>> references) {
        references.removeIf(WithheldCommands::isWithheld);
    }

    @Override
    public void event(ServiceEvent event, Map<BundleContext, Collection<ListenerInfo>> listeners) {
        if (isWithheld(event.getServiceReference())) {
            listeners.clear();
        }
    }

    /** Whether a service has a withheld command; the property is a name or an array of names. */
    static boolean isWithheld(ServiceReference<?> service) {
        Object functions = service.getProperty(FUNCTION);
        return functions instanceof Object[] names
                ? Arrays.stream(names).anyMatch(WITHHELD::contains)
                : functions != null && WITHHELD.contains(functions);
    }
}
