// SPDX-License-Identifier: Apache-2.0
package io.ingot.runtime.internal.deploy;

import io.ingot.image.ImageException;
import io.ingot.runtime.internal.file.FileVersion;
import io.ingot.runtime.internal.file.UntrustedPathException;
import io.ingot.runtime.internal.home.BundleSet;
import io.ingot.runtime.internal.home.LaunchFailure;
import io.ingot.runtime.internal.log.RepeatedWarnings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.BundleListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the installed bundles equal to the jars of the deploy folder, according to {@link DeployRules}. A file is read
 * when it has not changed between two polls; files that exist at the start are read immediately. A file that another
 * user can change is refused, and checked again at each poll. Used by one thread.
 */
public final class DeployWatch {
    private static final Logger LOG = LoggerFactory.getLogger(DeployWatch.class);

    private final DeployFolder folder;
    private final DeployRules rules;
    private final DeployedBundles bundles;
    private final Map<Path, FileVersion> readVersions = new HashMap<>();
    private final Map<Path, DeployedJar> jars = new HashMap<>();
    private final Map<Path, FileVersion> installed = new HashMap<>();
    private final Map<Path, String> remarks = new HashMap<>();
    private final RepeatedWarnings jarFailures = new RepeatedWarnings(LOG);
    private final RepeatedWarnings folderFailures = new RepeatedWarnings(LOG);
    private Map<Path, FileVersion> last = Map.of();
    private volatile boolean bundlesChanged;

    private DeployWatch(DeployFolder folder, Collection<BundleSet.Entry> distribution, BundleContext context) {
        this.folder = folder;
        this.rules = new DeployRules(distribution);
        this.bundles = new DeployedBundles(context);
    }

    /**
     * Installs and starts the current jars.
     *
     * @param distribution the bundles of the distribution
     * @throws LaunchFailure {@code LOCAL_IO} if the folder cannot be read
     */
    public static DeployWatch of(DeployFolder folder, Collection<BundleSet.Entry> distribution, BundleContext context)
            throws LaunchFailure {
        DeployWatch watch = new DeployWatch(folder, distribution, context);
        BundleListener listener = watch::bundleChanged;
        context.addBundleListener(listener);
        watch.last = watch.versions();
        watch.update(watch.last);
        return watch;
    }

    private void bundleChanged(BundleEvent event) {
        if (event.getType() == BundleEvent.INSTALLED || event.getType() == BundleEvent.UPDATED) {
            bundlesChanged = true;
        }
    }

    /** Checks the folder once; to be called periodically. */
    public void poll() {
        try {
            update(versions());
            folderFailures.clear(folder);
        } catch (LaunchFailure e) {
            folderFailures.error(folder, String.valueOf(e.getMessage()));
        }
    }

    private void update(Map<Path, FileVersion> now) throws LaunchFailure {
        now.forEach((file, version) -> {
            if (version.equals(last.get(file)) && !version.equals(readVersions.put(file, version))) {
                read(file);
            }
        });
        readVersions.keySet().retainAll(now.keySet());
        jars.keySet().retainAll(now.keySet());
        jarFailures.retain(now.keySet());
        folder.retainCopies(now.keySet());
        last = now;
        install(rules.decide(jars.values()));
    }

    private void read(Path file) {
        jars.remove(file);
        try {
            jars.put(file, DeployedJar.read(file, folder.copy(file)));
            jarFailures.clear(file);
        } catch (UntrustedPathException e) {
            readVersions.remove(file); // its owner or mode may change without a change of the file
            refuse(file, e);
        } catch (IOException e) {
            refuse(file, e);
        }
    }

    private void refuse(Path file, IOException e) {
        jarFailures.error(file, file + " is not installed: " + ImageException.reason(e));
    }

    private void install(DeployRules.Decision decision) throws LaunchFailure {
        Set<Path> used = decision.used().keySet();
        List<DeployedJar> changed = decision.used().values().stream()
                .filter(jar -> readVersions.containsKey(jar.file()))
                .filter(jar -> !Objects.equals(readVersions.get(jar.file()), installed.get(jar.file())))
                .toList();
        boolean retry = bundlesChanged && bundles.hasUnstarted();
        if (!changed.isEmpty() || !installed.keySet().equals(used) || retry) {
            bundlesChanged = false;
            bundles.synchronize(used, changed);
            bundles.start();
            installed.keySet().retainAll(used);
            changed.forEach(jar -> installed.put(jar.file(), readVersions.get(jar.file())));
        }
        Map<Path, String> all = new HashMap<>(folder.ignored());
        all.putAll(decision.remarks());
        all.forEach((file, remark) -> {
            if (!remark.equals(remarks.put(file, remark))) {
                LOG.warn("{} {}", file, remark);
            }
        });
        remarks.keySet().retainAll(all.keySet());
    }

    private Map<Path, FileVersion> versions() throws LaunchFailure {
        Map<Path, FileVersion> versions = new HashMap<>();
        for (Path file : folder.jars()) {
            try {
                versions.put(file, FileVersion.of(file));
            } catch (IOException e) {
                LOG.debug("{} disappeared while it was read", file, e);
            }
        }
        return versions;
    }
}
