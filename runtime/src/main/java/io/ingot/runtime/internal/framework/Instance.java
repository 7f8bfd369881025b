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

/** A running framework, whose storage belongs to this process alone. */
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
     * @param properties additional framework properties
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
     * Installs a jar of the distribution by reference, without a copy.
     *
     * @throws LaunchFailure {@code INTERNAL} if the jar is damaged
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
     * Starts a bundle of the distribution, unless it is a fragment or started already.
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

    /** Installs bundles of the distribution, then starts them. */
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
     * Waits until the framework stops.
     *
     * @param millis the timeout in milliseconds; 0 waits forever
     * @return whether the framework has stopped
     */
    public boolean awaitStop(long millis) throws InterruptedException {
        return framework.waitForStop(millis).getType() != FrameworkEvent.WAIT_TIMEDOUT;
    }

    /** Returns the name and version of the bundle that contains a class, if there is one. */
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

    /** Begins to stop the framework, and returns immediately. */
    public void stop() {
        try {
            framework.stop();
        } catch (BundleException e) {
            LOG.warn("the framework cannot be stopped: {}", e.getMessage());
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
