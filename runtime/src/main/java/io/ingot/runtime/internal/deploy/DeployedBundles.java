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

/** The bundles that came from the deploy folder, by their files. Touches no other bundle. Used by one thread. */
final class DeployedBundles {
    private static final Logger LOG = LoggerFactory.getLogger(DeployedBundles.class);
    private static final long REFRESH_SECONDS = 20;

    private final BundleContext context;
    private final LifecycleCall lifecycle = new LifecycleCall(LifecycleCall.LIMIT);
    private final Map<Path, Bundle> byFile = new HashMap<>();
    private final Map<Bundle, Path> toStart = new HashMap<>();
    private final Map<Path, String> complaints = new HashMap<>();

    DeployedBundles(BundleContext context) {
        this.context = context;
    }

    /**
     * Installs, updates and uninstalls until the bundles are those of the files.
     *
     * @param wanted the files to have installed
     * @param changed those of them that are not what was installed
     */
    void become(Set<Path> wanted, Collection<DeployedJar> changed) {
        Set<Path> gone = new HashSet<>(byFile.keySet());
        gone.removeAll(wanted);
        gone.forEach(this::uninstall);
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
            LOG.info("installed {} {} of {}", bundle.getSymbolicName(), bundle.getVersion(), file);
        } catch (IOException | BundleException e) {
            complain(file, "is not installed: " + e.getMessage());
        }
    }

    private void update(DeployedJar jar, Bundle bundle) {
        Path file = jar.file();
        try (InputStream bytes = Files.newInputStream(jar.copy())) {
            toStart.remove(bundle);
            boolean start = bundle.getState() != Bundle.ACTIVE && bundle.getState() != Bundle.STARTING;
            complaints.remove(file);
            if (!lifecycle.returned(() -> bundle.update(bytes))) {
                hangs(bundle, "updated");
            }
            if (start && !isFragment(bundle)) {
                toStart.put(bundle, file);
            }
            LOG.info("updated {} to {} of {}", bundle.getSymbolicName(), bundle.getVersion(), file);
        } catch (IOException | BundleException e) {
            complain(file, "is not used, and what was installed before stays: " + e.getMessage());
        }
    }

    private void uninstall(Path file) {
        Bundle bundle = byFile.remove(file);
        complaints.remove(file);
        if (bundle == null || bundle.getState() == Bundle.UNINSTALLED) {
            return;
        }
        try {
            toStart.remove(bundle);
            if (!lifecycle.returned(bundle::uninstall)) {
                hangs(bundle, "uninstalled");
            }
            LOG.info("uninstalled {} {} of {}", bundle.getSymbolicName(), bundle.getVersion(), file);
        } catch (BundleException e) {
            LOG.warn("{} is gone, and its bundle does not uninstall: {}", file, e.getMessage());
        }
    }

    /** Starts what was installed and could not be started yet. One that still cannot be is named, once for each reason. */
    void start() {
        Map.copyOf(toStart).forEach((bundle, file) -> {
            try {
                if (bundle.getState() != Bundle.UNINSTALLED
                        && !lifecycle.returned(() -> bundle.start(Bundle.START_ACTIVATION_POLICY))) {
                    hangs(bundle, "started");
                }
                toStart.remove(bundle);
                complaints.remove(file);
            } catch (BundleException e) {
                LOG.debug("{} is not started", file, e);
                complain(file, "is not started: " + UnresolvedBundle.words(e));
            }
        });
    }

    /** Whether there are bundles that could not be started, and may be when others have come. */
    boolean incomplete() {
        return !toStart.isEmpty();
    }

    private static void hangs(Bundle bundle, String told) {
        LOG.warn(
                "{} {} hangs: it is being {} for more than {} s; it is left behind until its activator returns; repair the bundle",
                bundle.getSymbolicName(),
                bundle.getVersion(),
                told,
                LifecycleCall.LIMIT.toSeconds());
    }

    private void complain(Path file, String complaint) {
        if (!complaint.equals(complaints.put(file, complaint))) {
            LOG.warn("{} {}", file, complaint);
        }
    }

    /** Old class loaders go, and with them the wiring of those that used them. */
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
                LOG.warn("bundles are not refreshed within {} s: {}", REFRESH_SECONDS, stale);
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
