// SPDX-License-Identifier: Apache-2.0
package io.ingot.resolver.internal.fake;

import io.ingot.image.spi.ImageService;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;

/** Bundles and services; it tells nobody of them: a test tells events in the order that it is about. */
public final class FakeFramework {
    private final List<FakeBundle> bundles = new CopyOnWriteArrayList<>();
    private final AtomicLong serviceIds = new AtomicLong(1000); // beyond the numbers that the JDK keeps boxed
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
                                    .orElseThrow()));

    /** What a component is given. */
    public BundleContext context() {
        return context;
    }

    /** Installs a bundle, active at once. */
    public FakeBundle install(String name) {
        FakeBundle bundle = new FakeBundle(bundles.size() + 1L, name);
        bundles.add(bundle);
        return bundle;
    }

    /** Takes a bundle away. */
    public void uninstall(FakeBundle bundle) {
        bundles.remove(bundle.state(Bundle.UNINSTALLED));
    }

    /** Registers a service of a bundle. */
    public FakeService register(FakeBundle bundle, ImageService service, Map<String, ?> properties) {
        return register(bundle, () -> service, properties);
    }

    /** Registers a service whose object is made when it is got; null if it cannot be. */
    public FakeService register(
            FakeBundle bundle, Supplier<@Nullable ImageService> service, Map<String, ?> properties) {
        return new FakeService(bundle, serviceIds.incrementAndGet(), properties, service);
    }
}
