// SPDX-License-Identifier: Apache-2.0
package io.ingot.runtime.internal.run;

import io.ingot.runtime.internal.launch.BundleSet;
import io.ingot.runtime.internal.launch.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.BundleListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the installed bundles equal to the jars of the deploy folder, by {@link DeployRules}. A file is read once it has
 * not changed between two looks; those that are there at the beginning, at once. Used by one thread.
 */
public final class DeployWatch {
    private static final Logger LOG = LoggerFactory.getLogger(DeployWatch.class);

    private final DeployFolder folder;
    private final DeployRules rules;
    private final DeployedBundles bundles;
    private final Map<Path, Version> taken = new HashMap<>();
    private final Map<Path, DeployedJar> jars = new HashMap<>();
    private final Map<Path, Version> installed = new HashMap<>();
    private final Map<Path, String> remarks = new HashMap<>();
    private Map<Path, Version> last = Map.of();
    private volatile boolean bundlesChanged;

    /** By what a change of a file is noticed. */
    private record Version(Object modified, long size, Object key) {
        private static Version of(Path file) throws IOException {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return new Version(attributes.lastModifiedTime(), attributes.size(), String.valueOf(attributes.fileKey()));
        }
    }

    private DeployWatch(DeployFolder folder, Collection<BundleSet.Entry> own, BundleContext context) {
        this.folder = folder;
        this.rules = new DeployRules(own);
        this.bundles = new DeployedBundles(context);
    }

    /**
     * Installs and starts what is there now.
     *
     * @param own the bundles of the distribution
     * @throws Failure {@code LOCAL_IO} if the folder cannot be read
     */
    public static DeployWatch of(DeployFolder folder, Collection<BundleSet.Entry> own, BundleContext context)
            throws Failure {
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
        } catch (Failure e) {
            LOG.error("{}", e.getMessage());
        }
    }

    private void take(Map<Path, Version> now) throws Failure {
        now.forEach((file, version) -> {
            if (version.equals(last.get(file)) && !version.equals(taken.put(file, version))) {
                read(file);
            }
        });
        taken.keySet().retainAll(now.keySet());
        jars.keySet().retainAll(now.keySet());
        last = now;
        install(rules.decide(jars.values()));
    }

    private void read(Path file) {
        jars.remove(file);
        try {
            jars.put(file, DeployedJar.read(file));
        } catch (IOException e) {
            LOG.error("{} is not installed: {}", file, e.getMessage());
        }
    }

    private void install(DeployRules.Decision decision) throws Failure {
        Set<Path> wanted = decision.used().keySet();
        Set<Path> changed = new HashSet<>(wanted);
        changed.removeIf(file -> taken.get(file) == null || taken.get(file).equals(installed.get(file)));
        boolean retry = bundlesChanged && bundles.incomplete();
        if (!changed.isEmpty() || !installed.keySet().equals(wanted) || retry) {
            bundlesChanged = false;
            bundles.become(wanted, changed);
            bundles.start();
            installed.keySet().retainAll(wanted);
            changed.forEach(file -> installed.put(file, taken.get(file)));
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

    private Map<Path, Version> versions() throws Failure {
        Map<Path, Version> versions = new HashMap<>();
        for (Path file : folder.jars()) {
            try {
                versions.put(file, Version.of(file));
            } catch (IOException e) {
                LOG.debug("{} has gone while it was looked at", file, e);
            }
        }
        return versions;
    }
}
