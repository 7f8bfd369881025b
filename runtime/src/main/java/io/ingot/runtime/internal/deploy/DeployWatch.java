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
 * Keeps the installed bundles equal to the jars of the deploy folder, by {@link DeployRules}. A file is read once it has
 * not changed between two looks; those that are there at the beginning, at once. One that another user can change is refused,
 * and looked at again each time. Used by one thread.
 */
public final class DeployWatch {
    private static final Logger LOG = LoggerFactory.getLogger(DeployWatch.class);

    private final DeployFolder folder;
    private final DeployRules rules;
    private final DeployedBundles bundles;
    private final Map<Path, FileVersion> taken = new HashMap<>();
    private final Map<Path, DeployedJar> jars = new HashMap<>();
    private final Map<Path, FileVersion> installed = new HashMap<>();
    private final Map<Path, String> remarks = new HashMap<>();
    private final RepeatedWarnings refusals = new RepeatedWarnings(LOG);
    private final RepeatedWarnings obstacles = new RepeatedWarnings(LOG);
    private Map<Path, FileVersion> last = Map.of();
    private volatile boolean bundlesChanged;

    private DeployWatch(DeployFolder folder, Collection<BundleSet.Entry> own, BundleContext context) {
        this.folder = folder;
        this.rules = new DeployRules(own);
        this.bundles = new DeployedBundles(context);
    }

    /**
     * Installs and starts what is there now.
     *
     * @param own the bundles of the distribution
     * @throws LaunchFailure {@code LOCAL_IO} if the folder cannot be read
     */
    public static DeployWatch of(DeployFolder folder, Collection<BundleSet.Entry> own, BundleContext context)
            throws LaunchFailure {
        DeployWatch watch = new DeployWatch(folder, own, context);
        BundleListener listener = watch::bundleChanged;
        context.addBundleListener(listener);
        watch.last = watch.versions();
        watch.take(watch.last);
        return watch;
    }

    private void bundleChanged(BundleEvent event) {
        if (event.getType() == BundleEvent.INSTALLED || event.getType() == BundleEvent.UPDATED) {
            bundlesChanged = true;
        }
    }

    /** Looks once; to be called again and again. */
    public void look() {
        try {
            take(versions());
            obstacles.settle(folder);
        } catch (LaunchFailure e) {
            obstacles.error(folder, String.valueOf(e.getMessage()));
        }
    }

    private void take(Map<Path, FileVersion> now) throws LaunchFailure {
        now.forEach((file, version) -> {
            if (version.equals(last.get(file)) && !version.equals(taken.put(file, version))) {
                read(file);
            }
        });
        taken.keySet().retainAll(now.keySet());
        jars.keySet().retainAll(now.keySet());
        refusals.retain(now.keySet());
        folder.forgetAllBut(now.keySet());
        last = now;
        install(rules.decide(jars.values()));
    }

    private void read(Path file) {
        jars.remove(file);
        try {
            jars.put(file, DeployedJar.read(file, folder.copy(file)));
            refusals.settle(file);
        } catch (UntrustedPathException e) {
            taken.remove(file); // its owner or mode may change without a change of the file
            refuse(file, e);
        } catch (IOException e) {
            refuse(file, e);
        }
    }

    private void refuse(Path file, IOException e) {
        refusals.error(file, file + " is not installed: " + ImageException.reason(e));
    }

    private void install(DeployRules.Decision decision) throws LaunchFailure {
        Set<Path> wanted = decision.used().keySet();
        List<DeployedJar> changed = decision.used().values().stream()
                .filter(jar -> taken.containsKey(jar.file()))
                .filter(jar -> !Objects.equals(taken.get(jar.file()), installed.get(jar.file())))
                .toList();
        boolean retry = bundlesChanged && bundles.incomplete();
        if (!changed.isEmpty() || !installed.keySet().equals(wanted) || retry) {
            bundlesChanged = false;
            bundles.become(wanted, changed);
            bundles.start();
            installed.keySet().retainAll(wanted);
            changed.forEach(jar -> installed.put(jar.file(), taken.get(jar.file())));
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
                LOG.debug("{} has gone while it was looked at", file, e);
            }
        }
        return versions;
    }
}
