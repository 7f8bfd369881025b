// SPDX-License-Identifier: Apache-2.0
package io.ingot.itest.felix;

import static org.awaitility.Awaitility.await;

import io.ingot.image.Call;
import io.ingot.image.ImageException;
import io.ingot.image.ImageInfo;
import io.ingot.image.ImageReference;
import io.ingot.image.ImageRequest;
import io.ingot.image.client.ImageFetcher;
import io.ingot.image.client.ImageServices;
import io.ingot.image.client.SchemeInfo;
import io.ingot.image.deploy.DeploymentPlanner;
import io.ingot.image.store.ImageStore;
import io.ingot.image.store.StoredImage;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.framework.wiring.FrameworkWiring;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.cm.ConfigurationListener;

/** The instance of Ingot in a framework, as operators and conductors use it. */
public final class Instance {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final BundleContext context;

    /** Creates a view of the instance in a framework. */
    public Instance(BundleContext context) {
        this.context = context;
    }

    /** Creates a request without credentials. */
    public static ImageRequest request(String reference) throws IOException {
        return ImageRequest.of(ImageReference.parse(reference));
    }

    /** Waits for the resolver. */
    public ImageServices resolver() {
        return service(ImageServices.class);
    }

    /** Waits for the engine. */
    public ImageFetcher fetcher() {
        return service(ImageFetcher.class);
    }

    /** Waits for the planner. */
    public DeploymentPlanner planner() {
        return service(DeploymentPlanner.class);
    }

    /** Removes all stored images, so that the next fetch transfers the bytes. */
    public void emptyStore() throws ImageException {
        ImageStore store = service(ImageStore.class);
        for (StoredImage image : store.list()) {
            store.remove(image.sha256());
        }
    }

    /** Waits for a service. */
    <T> T service(Class<T> type) {
        return await().alias(type.getSimpleName() + " is registered")
                .atMost(Duration.ofSeconds(10))
                .until(
                        () -> {
                            ServiceReference<T> reference = context.getServiceReference(type);
                            return reference == null ? null : context.getService(reference);
                        },
                        Objects::nonNull);
    }

    Set<String> schemes() {
        return resolver().schemes().stream().map(SchemeInfo::scheme).collect(Collectors.toCollection(TreeSet::new));
    }

    /** The instance directory. */
    public Path home() {
        return Path.of(context.getProperty("ingot.home"));
    }

    /** Returns a destination in a new directory. */
    public Path destination() throws IOException {
        return nodeFolder().resolve("image");
    }

    /** Creates a node's folder. */
    public Path nodeFolder() throws IOException {
        return Files.createTempDirectory(Files.createDirectories(home().resolve("nodes")), "node-");
    }

    Bundle bundle(String symbolicName) {
        return Stream.of(context.getBundles())
                .filter(bundle -> symbolicName.equals(bundle.getSymbolicName()))
                .findFirst()
                .orElseThrow();
    }

    /** Equals {@code install} and {@code start} in a shell. */
    Bundle install(Path jar) throws BundleException {
        Bundle bundle = context.installBundle(jar.toUri().toString());
        bundle.start();
        return bundle;
    }

    /** Equals {@code stop} and {@code start} in a shell. */
    public void restart(String symbolicName) throws BundleException {
        Bundle bundle = bundle(symbolicName);
        bundle.stop();
        bundle.start();
    }

    /** Equals {@code update} in a shell. */
    void update(Bundle bundle, Path jar) throws BundleException, IOException {
        try (InputStream content = Files.newInputStream(jar)) {
            bundle.update(content);
        }
    }

    /** Equals {@code uninstall} and {@code refresh} in a shell. */
    void remove(Bundle bundle) throws BundleException {
        bundle.uninstall();
        refresh(bundle);
    }

    /** Equals {@code refresh} in a shell; waits for its end. */
    void refresh(Bundle... bundles) {
        CountDownLatch done = new CountDownLatch(1);
        context.getBundle(0).adapt(FrameworkWiring.class).refreshBundles(List.of(bundles), event -> done.countDown());
        try {
            done.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted while refreshing", e);
        }
    }

    /** Sets the properties of a PID, like a file in {@code etc}; deletes the configuration if there are none. */
    public void configure(String pid, Map<String, Object> properties) throws IOException {
        Configuration configuration = service(ConfigurationAdmin.class).getConfiguration(pid, null);
        if (properties.isEmpty()) {
            configuration.delete();
        } else {
            configuration.update(FrameworkUtil.asDictionary(properties));
        }
    }

    /**
     * Waits until components have received all configurations so far: Configuration Admin notifies all listeners of one
     * change before it notifies the first of the next.
     */
    public void awaitConfigured() throws IOException {
        String last = "itest.last";
        CountDownLatch notified = new CountDownLatch(1);
        ConfigurationListener listener = event -> {
            if (event.getPid().equals(last)) {
                notified.countDown();
            }
        };
        ServiceRegistration<?> registration = context.registerService(ConfigurationListener.class, listener, null);
        try {
            configure(last, Map.of("by", registration.toString()));
            await("the configurations").atMost(TIMEOUT).until(() -> notified.getCount() == 0);
            configure(last, Map.of());
        } finally {
            registration.unregister();
        }
    }

    /** Waits until a new endpoint of Glance is used, which has this image. */
    public void awaitEndpoint(String endpoint, String id) {
        await().alias("endpoint of Glance: " + endpoint)
                .atMost(TIMEOUT)
                .ignoreExceptions()
                .until(() -> show(id).size().isPresent());
    }

    /** Reads the facts of an image. */
    public ImageInfo show(String reference) throws IOException {
        try (Call call = Call.start()) {
            return resolver().show(request(reference), call);
        }
    }

    /** The current class loader of a bundle. */
    static WeakReference<ClassLoader> loaderOf(Bundle bundle) {
        return new WeakReference<>(bundle.adapt(BundleWiring.class).getClassLoader());
    }

    /** Waits until a class loader is garbage-collected. */
    static void awaitCollected(WeakReference<ClassLoader> loader) {
        await().alias("the class loader is collected").atMost(TIMEOUT).until(() -> {
            System.gc();
            return loader.get() == null;
        });
    }

    /** Lists the services of Ingot's bundles by their types and service.id. */
    Set<String> registrations() {
        return Stream.of(context.getBundles())
                .filter(bundle -> bundle.getSymbolicName().startsWith("io.ingot."))
                .flatMap(bundle -> bundle.getRegisteredServices() == null
                        ? Stream.empty()
                        : Stream.of(bundle.getRegisteredServices()))
                .map(reference -> Arrays.toString((String[]) reference.getProperty("objectClass"))
                        + reference.getProperty("service.id") + " of "
                        + reference.getBundle().getSymbolicName())
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
