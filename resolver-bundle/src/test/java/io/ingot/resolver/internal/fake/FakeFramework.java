// SPDX-License-Identifier: Apache-2.0
package io.ingot.resolver.internal.fake;

import io.ingot.image.spi.ImageService;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/** Bundles and services. It delivers no events: a test delivers them in the order that it needs. */
public final class FakeFramework {
    private final List<FakeBundle> bundles = new CopyOnWriteArrayList<>();
    private final List<Configuration> configurations = new CopyOnWriteArrayList<>();
    private final AtomicLong serviceIds = new AtomicLong(1000); // above the boxed numbers that the JDK caches
    private final BundleContext context = Stub.of(
            BundleContext.class,
            Map.of(
                    "getBundles",
                            arguments ->
                                    bundles.stream().map(FakeBundle::bundle).toArray(Bundle[]::new),
                    "getBundle",
                            arguments -> bundles.stream()
                                    .map(FakeBundle::bundle)
                                    .filter(bundle -> arguments[0].equals(bundle.getBundleId()))
                                    .findFirst()
                                    .orElseThrow(),
                    "getServiceReference", arguments -> Stub.of(ServiceReference.class, Map.of()),
                    "getService", arguments -> admin(),
                    "ungetService", arguments -> true));

    /** Returns the bundle context for a component. */
    public BundleContext context() {
        return context;
    }

    /** Installs an active bundle. */
    public FakeBundle install(String name) {
        FakeBundle bundle = new FakeBundle(bundles.size() + 1L, name);
        bundles.add(bundle);
        return bundle;
    }

    /** Adds a configuration of a PID. */
    public void configure(String pid, Map<String, Object> properties) {
        configure(null, pid, properties);
    }

    /** Adds a configuration of a factory instance. */
    public void configure(@Nullable String factory, String pid, Map<String, Object> properties) {
        Map<String, Stub.Answer> answers = new HashMap<>();
        answers.put("getPid", arguments -> pid);
        answers.put("getFactoryPid", arguments -> factory);
        answers.put("getProperties", arguments -> FrameworkUtil.asDictionary(properties));
        configurations.add(Stub.of(Configuration.class, answers));
    }

    private ConfigurationAdmin admin() {
        return Stub.of(
                ConfigurationAdmin.class,
                Map.of(
                        "listConfigurations",
                        arguments -> configurations.isEmpty() ? null : configurations.toArray(Configuration[]::new)));
    }

    /** Uninstalls a bundle. */
    public void uninstall(FakeBundle bundle) {
        bundles.remove(bundle.state(Bundle.UNINSTALLED));
    }

    /** Registers a service of a bundle. */
    public FakeService register(FakeBundle bundle, ImageService service, Map<String, ?> properties) {
        return register(bundle, () -> service, properties);
    }

    /** Registers a service whose object is created when it is obtained; null if that fails. */
    public FakeService register(
            FakeBundle bundle, Supplier<@Nullable ImageService> service, Map<String, ?> properties) {
        return new FakeService(bundle, serviceIds.incrementAndGet(), properties, service);
    }
}
