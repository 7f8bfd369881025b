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

/** The running Ingot, as an operator and a conductor see it. */
public final class Instance {
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(30);

    private final BundleContext context;

    /** The instance of a framework. */
    public Instance(BundleContext context) {
        this.context = context;
    }

    /** Asks for an image with the service's own credentials. */
    public static ImageRequest request(String reference) throws IOException {
        return ImageRequest.of(ImageReference.parse(reference));
    }

    /** The door, once it is there. */
    public ImageServices door() {
        return service(ImageServices.class);
    }

    /** The engine, once it is there. */
    public ImageFetcher fetcher() {
        return service(ImageFetcher.class);
    }

    /** The planner, once it is there. */
    public DeploymentPlanner planner() {
        return service(DeploymentPlanner.class);
    }

    /** Has the next fetch ask its origin for the bytes, whatever earlier tests have fetched. */
    public void emptyStore() throws ImageException {
        ImageStore store = service(ImageStore.class);
        for (StoredImage image : store.list()) {
            store.remove(image.sha256());
        }
    }

    /** A service, once it is there. */
    <T> T service(Class<T> type) {
        return await().alias(type.getSimpleName() + " is there")
                .atMost(Duration.ofSeconds(10))
                .until(
                        () -> {
                            ServiceReference<T> reference = context.getServiceReference(type);
                            return reference == null ? null : context.getService(reference);
                        },
                        Objects::nonNull);
    }

    Set<String> schemes() {
        return door().schemes().stream().map(SchemeInfo::scheme).collect(Collectors.toCollection(TreeSet::new));
    }

    /** The folder of the instance. */
    public Path home() {
        return Path.of(context.getProperty("ingot.home"));
    }

    /** A new destination, in a folder of its own, where nothing stands yet. */
    public Path destination() throws IOException {
        return nodeFolder().resolve("image");
    }

    /** A new folder of a node. */
    public Path nodeFolder() throws IOException {
        return Files.createTempDirectory(Files.createDirectories(home().resolve("nodes")), "node-");
    }

    Bundle bundle(String symbolicName) {
        return Stream.of(context.getBundles())
                .filter(bundle -> symbolicName.equals(bundle.getSymbolicName()))
                .findFirst()
                .orElseThrow();
    }

    /** What {@code install} and {@code start} do in a shell. */
    Bundle install(Path jar) throws BundleException {
        Bundle bundle = context.installBundle(jar.toUri().toString());
        bundle.start();
        return bundle;
    }

    /** What {@code stop} and {@code start} do in a shell. */
    public void restart(String symbolicName) throws BundleException {
        Bundle bundle = bundle(symbolicName);
        bundle.stop();
        bundle.start();
    }

    /** What {@code update} does in a shell. */
    void update(Bundle bundle, Path jar) throws BundleException, IOException {
        try (InputStream content = Files.newInputStream(jar)) {
            bundle.update(content);
        }
    }

    /** What {@code uninstall} and {@code refresh} do in a shell. */
    void remove(Bundle bundle) throws BundleException {
        bundle.uninstall();
        refresh(bundle);
    }

    /** What {@code refresh} does in a shell; returns when it is done. */
    void refresh(Bundle... bundles) {
        CountDownLatch done = new CountDownLatch(1);
        context.getBundle(0).adapt(FrameworkWiring.class).refreshBundles(List.of(bundles), event -> done.countDown());
        try {
            done.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted while refreshing", e);
        }
    }

    /** Sets properties of a PID, as a file of {@code etc} does; empty takes them away. */
    public void configure(String pid, Map<String, Object> properties) throws IOException {
        Configuration configuration = service(ConfigurationAdmin.class).getConfiguration(pid, null);
        if (properties.isEmpty()) {
            configuration.delete();
        } else {
            configuration.update(FrameworkUtil.asDictionary(properties));
        }
    }

    /**
     * Returns once components have what was configured so far: Configuration Admin tells all listeners of one change
     * before it tells the first of the next.
     */
    public void awaitConfigured() throws IOException {
        String last = "itest.last";
        CountDownLatch told = new CountDownLatch(1);
        ConfigurationListener listener = event -> {
            if (event.getPid().equals(last)) {
                told.countDown();
            }
        };
        ServiceRegistration<?> registration = context.registerService(ConfigurationListener.class, listener, null);
        try {
            configure(last, Map.of("by", registration.toString()));
            await("what was configured").atMost(LONG_ENOUGH).until(() -> told.getCount() == 0);
            configure(last, Map.of());
        } finally {
            registration.unregister();
        }
    }

    /** Returns once Glance is asked at a new endpoint, which knows this image. */
    public void awaitEndpoint(String endpoint, String id) {
        await().alias("glance is asked at " + endpoint)
                .atMost(LONG_ENOUGH)
                .ignoreExceptions()
                .until(() -> show(id).size().isPresent());
    }

    /** What is known of an image. */
    public ImageInfo show(String reference) throws IOException {
        try (Call call = Call.start()) {
            return door().show(request(reference), call);
        }
    }

    /** The class loader that a bundle has now. */
    static WeakReference<ClassLoader> loaderOf(Bundle bundle) {
        return new WeakReference<>(bundle.adapt(BundleWiring.class).getClassLoader());
    }

    /** Returns once nothing holds a class loader any more. */
    static void awaitCollected(WeakReference<ClassLoader> loader) {
        await().alias("the class loader is gone").atMost(LONG_ENOUGH).until(() -> {
            System.gc();
            return loader.get() == null;
        });
    }

    /** What others may hold of Ingot: each service of its bundles, by what it is and its service.id. */
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
