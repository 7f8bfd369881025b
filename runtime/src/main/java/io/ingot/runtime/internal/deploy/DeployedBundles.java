// SPDX-License-Identifier: Apache-2.0
package io.ingot.runtime.internal.deploy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.framework.wiring.FrameworkWiring;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The bundles that were installed from the deploy folder, by file. Does not change other bundles. Used by one thread.
 */
final class DeployedBundles {
    private static final Logger LOG = LoggerFactory.getLogger(DeployedBundles.class);
    private static final long REFRESH_SECONDS = 20;

    private final BundleContext context;
    private final LifecycleCall lifecycle = new LifecycleCall(LifecycleCall.LIMIT);
    private final Map<Path, Bundle> byFile = new HashMap<>();
    private final Map<Bundle, Path> toStart = new HashMap<>();
    private final Map<Path, String> warnings = new HashMap<>();

    DeployedBundles(BundleContext context) {
        this.context = context;
    }

    /**
     * Installs, updates and uninstalls bundles, so that they are those of the files.
     *
     * @param files the files whose bundles are to be installed
     * @param changed those of the files that changed since they were installed
     */
    void synchronize(Set<Path> files, Collection<DeployedJar> changed) {
        Set<Path> removed = new HashSet<>(byFile.keySet());
        removed.removeAll(files);
        removed.forEach(this::uninstall);
        List<Bundle> hosts = new ArrayList<>();
        for (DeployedJar jar :
                changed.stream().sorted(Comparator.comparing(DeployedJar::file)).toList()) {
            Bundle bundle = byFile.get(jar.file());
            if (bundle == null || bundle.getState() == Bundle.UNINSTALLED) {
                install(jar, hosts);
            } else {
                update(jar, bundle);
            }
        }
        refresh(hosts);
    }

    private void install(DeployedJar jar, List<Bundle> hosts) {
        Path file = jar.file();
        try (InputStream bytes = Files.newInputStream(jar.copy())) {
            Bundle bundle = context.installBundle(file.toUri().toString(), bytes);
            byFile.put(file, bundle);
            if (isFragment(bundle)) {
                String host = String.valueOf(bundle.getHeaders("").get(Constants.FRAGMENT_HOST));
                String name = host.split(";", 2)[0].strip();
                byFile.values().stream()
                        .filter(other -> name.equals(other.getSymbolicName()))
                        .forEach(hosts::add);
            } else {
                toStart.put(bundle, file);
            }
            LOG.info("installed {} {} from {}", bundle.getSymbolicName(), bundle.getVersion(), file);
        } catch (IOException | BundleException e) {
            warnOnce(file, "is not installed: " + e.getMessage());
        }
    }

    private void update(DeployedJar jar, Bundle bundle) {
        Path file = jar.file();
        try (InputStream bytes = Files.newInputStream(jar.copy())) {
            toStart.remove(bundle);
            boolean start = bundle.getState() != Bundle.ACTIVE && bundle.getState() != Bundle.STARTING;
            warnings.remove(file);
            if (!lifecycle.completesInTime(() -> bundle.update(bytes))) {
                warnOfHang(bundle, "updated");
            }
            if (start && !isFragment(bundle)) {
                toStart.put(bundle, file);
            }
            LOG.info("updated {} to {} from {}", bundle.getSymbolicName(), bundle.getVersion(), file);
        } catch (IOException | BundleException e) {
            warnOnce(file, "is not installed, and the previous version stays: " + e.getMessage());
        }
    }

    private void uninstall(Path file) {
        Bundle bundle = byFile.remove(file);
        warnings.remove(file);
        if (bundle == null || bundle.getState() == Bundle.UNINSTALLED) {
            return;
        }
        try {
            toStart.remove(bundle);
            if (!lifecycle.completesInTime(bundle::uninstall)) {
                warnOfHang(bundle, "uninstalled");
            }
            LOG.info("uninstalled {} {} from {}", bundle.getSymbolicName(), bundle.getVersion(), file);
        } catch (BundleException e) {
            LOG.warn("{} was removed, and its bundle cannot be uninstalled: {}", file, e.getMessage());
        }
    }

    /**
     * Starts the bundles that are installed and could not be started yet. Logs each one that still cannot be started,
     * once for each reason.
     */
    void start() {
        Map.copyOf(toStart).forEach((bundle, file) -> {
            try {
                if (bundle.getState() != Bundle.UNINSTALLED
                        && !lifecycle.completesInTime(() -> bundle.start(Bundle.START_ACTIVATION_POLICY))) {
                    warnOfHang(bundle, "started");
                }
                toStart.remove(bundle);
                warnings.remove(file);
            } catch (BundleException e) {
                LOG.debug("{} is not started", file, e);
                warnOnce(file, "is not started: " + UnresolvedBundle.describe(e));
            }
        });
    }

    /** Whether there are bundles that could not be started, and may start after others are installed. */
    boolean hasUnstarted() {
        return !toStart.isEmpty();
    }

    private static void warnOfHang(Bundle bundle, String action) {
        LOG.warn(
                "{} {} hangs: it was not {} within {} s; others continue without it; correct its activator",
                bundle.getSymbolicName(),
                bundle.getVersion(),
                action,
                LifecycleCall.LIMIT.toSeconds());
    }

    private void warnOnce(Path file, String warning) {
        if (!warning.equals(warnings.put(file, warning))) {
            LOG.warn("{} {}", file, warning);
        }
    }

    /** Refreshes the wiring, so that old class loaders are released. */
    private void refresh(Collection<Bundle> hosts) {
        FrameworkWiring wiring = context.getBundle(Constants.SYSTEM_BUNDLE_ID).adapt(FrameworkWiring.class);
        Set<Bundle> stale = new HashSet<>(wiring.getRemovalPendingBundles());
        stale.addAll(hosts);
        if (stale.isEmpty()) {
            return;
        }
        CountDownLatch refreshed = new CountDownLatch(1);
        wiring.refreshBundles(stale, event -> refreshed.countDown());
        try {
            if (!refreshed.await(REFRESH_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("bundles were not refreshed within {} s: {}", REFRESH_SECONDS, stale);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean isFragment(Bundle bundle) {
        BundleRevision revision = bundle.adapt(BundleRevision.class);
        return revision != null && (revision.getTypes() & BundleRevision.TYPE_FRAGMENT) != 0;
    }
}
