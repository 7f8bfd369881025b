// SPDX-License-Identifier: Apache-2.0
package io.ingot.runtime.internal.framework;

import io.ingot.image.ErrorCode;
import io.ingot.image.client.InstanceHome;
import io.ingot.runtime.internal.home.BundleSet;
import io.ingot.runtime.internal.home.Home;
import io.ingot.runtime.internal.home.LaunchFailure;
import io.ingot.runtime.internal.log.FrameworkLog;
import io.ingot.runtime.internal.log.LogBridge;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.felix.framework.FrameworkFactory;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.wiring.BundleRevision;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running framework, with storage that is its process's alone. */
public final class Instance implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Instance.class);
    private static final long STOP_SECONDS = 20;

    private final Framework framework;

    private Instance(Framework framework) {
        this.framework = framework;
    }

    /**
     * Starts an empty framework.
     *
     * @param storage a folder of this process alone
     * @param properties framework properties besides the usual
     * @throws LaunchFailure {@code INTERNAL} if it does not start
     */
    static Instance start(Home home, Path storage, Map<String, String> properties) throws LaunchFailure {
        Map<String, Object> all = new HashMap<>(properties);
        all.put(InstanceHome.PROPERTY, home.path().toString());
        all.put(Constants.FRAMEWORK_STORAGE, storage.resolve("bundles").toString());
        all.put(Constants.FRAMEWORK_STORAGE_CLEAN, Constants.FRAMEWORK_STORAGE_CLEAN_ONFIRSTINIT);
        all.put(Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA, SystemPackages.property());
        all.put("felix.cm.dir", storage.resolve("configuration").toString());
        all.put("felix.log.logger", new FrameworkLog());
        Framework framework = new FrameworkFactory().newFramework(all);
        Instance instance = new Instance(framework);
        try {
            framework.init();
            LogBridge.register(framework.getBundleContext());
            WithheldCommands.install(framework.getBundleContext());
            framework.start();
        } catch (BundleException e) {
            instance.close();
            throw new LaunchFailure(ErrorCode.INTERNAL, "the framework does not start: " + e.getMessage(), e);
        }
        return instance;
    }

    public BundleContext context() {
        return framework.getBundleContext();
    }

    /**
     * Installs a jar of the distribution, in place.
     *
     * @throws LaunchFailure {@code INTERNAL} if it is damaged
     */
    public Bundle install(Path jar) throws LaunchFailure {
        try {
            return context().installBundle("reference:" + jar.toUri());
        } catch (BundleException e) {
            throw new LaunchFailure(
                    ErrorCode.INTERNAL,
                    "the installation is damaged: cannot install " + jar + ": " + e.getMessage(),
                    e);
        }
    }

    /**
     * Starts a bundle of the distribution; one that is a fragment or started already is left alone.
     *
     * @throws LaunchFailure {@code INTERNAL} if it does not start
     */
    public void start(Bundle bundle) throws LaunchFailure {
        try {
            startUnlessFragment(bundle);
        } catch (BundleException e) {
            throw new LaunchFailure(
                    ErrorCode.INTERNAL,
                    "the bundle " + bundle.getSymbolicName() + " does not start: " + e.getMessage(),
                    e);
        }
    }

    private static void startUnlessFragment(Bundle bundle) throws BundleException {
        BundleRevision revision = bundle.adapt(BundleRevision.class);
        if ((revision.getTypes() & BundleRevision.TYPE_FRAGMENT) == 0) {
            bundle.start(Bundle.START_ACTIVATION_POLICY);
        }
    }

    /** Installs bundles of the distribution, all before the first is started. */
    public void startAll(List<BundleSet.Entry> entries) throws LaunchFailure {
        List<Bundle> bundles = new ArrayList<>();
        for (BundleSet.Entry entry : entries) {
            bundles.add(install(entry.jar()));
        }
        for (Bundle bundle : bundles) {
            start(bundle);
        }
    }

    /**
     * Waits until somebody stops the framework.
     *
     * @param millis for how long; 0 for ever
     * @return whether it has stopped
     */
    public boolean awaitStop(long millis) throws InterruptedException {
        return framework.waitForStop(millis).getType() != FrameworkEvent.WAIT_TIMEDOUT;
    }

    /** The name of a bundle that has a class, if one does. */
    public Optional<String> bundleOf(String className) {
        String entry = className.replace('.', '/') + ".class";
        try {
            return Arrays.stream(context().getBundles())
                    .filter(bundle ->
                            bundle.getBundleId() != Constants.SYSTEM_BUNDLE_ID && bundle.getEntry(entry) != null)
                    .map(bundle -> bundle.getSymbolicName() + " " + bundle.getVersion())
                    .findFirst();
        } catch (IllegalStateException | NullPointerException e) { // the framework is stopping
            return Optional.empty();
        }
    }

    /** Begins to stop, and returns at once. */
    public void stop() {
        try {
            framework.stop();
        } catch (BundleException e) {
            LOG.warn("the framework does not stop: {}", e.getMessage());
        }
    }

    /** Stops all bundles, the last started first. */
    @Override
    public void close() {
        stop();
        try {
            framework.waitForStop(TimeUnit.SECONDS.toMillis(STOP_SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
