// SPDX-License-Identifier: Apache-2.0
package io.ingot.runtime.internal.configuration;

import io.ingot.runtime.internal.file.FileVersion;
import io.ingot.runtime.internal.file.UntrustedPathException;
import io.ingot.runtime.internal.launch.LaunchFailure;
import io.ingot.runtime.internal.log.RepeatedWarnings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.BundleListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Picks up changes of the configuration files while the runtime runs. A file is read once it has been left alone
 * between two looks; one that is wrong is refused whole, and what was in force stays.
 */
public final class EtcWatch {
    private static final Logger LOG = LoggerFactory.getLogger(EtcWatch.class);

    private final ConfigurationFolder etc;
    private final InstanceConfiguration configurations;
    private final BundleContext context;
    private final ConfigurationWriter writer;
    private final BundleListener bundles = this::bundleChanged;
    private final Map<Path, FileVersion> taken = new HashMap<>();
    private final Map<Path, ConfigurationTarget> targets = new HashMap<>();
    private final Set<Path> undescribed = new HashSet<>();
    private final RepeatedWarnings complaints = new RepeatedWarnings(LOG);
    private Map<Path, FileVersion> last = Map.of();
    private volatile boolean bundlesChanged;

    private EtcWatch(ConfigurationFolder etc, InstanceConfiguration configurations, BundleContext context)
            throws LaunchFailure {
        this.etc = etc;
        this.configurations = configurations;
        this.context = context;
        this.writer = new ConfigurationWriter(context);
    }

    /**
     * Watches from what is there now.
     *
     * @param configurations what was in force when the runtime started; the command line still wins over files
     */
    public static EtcWatch of(ConfigurationFolder etc, InstanceConfiguration configurations, BundleContext context)
            throws LaunchFailure {
        EtcWatch watch = new EtcWatch(etc, configurations, context);
        watch.taken.putAll(watch.versions());
        ConfigurationDefinitions definitions = watch.definitions();
        for (Path file : watch.taken.keySet()) {
            ConfigurationTarget target = etc.file(file).target(definitions);
            watch.targets.put(file, target);
            if (definitions.of(target.pid()).isEmpty()) {
                watch.undescribed.add(file);
            }
        }
        watch.last = Map.copyOf(watch.taken);
        context.addBundleListener(watch.bundles);
        return watch;
    }

    private void bundleChanged(BundleEvent event) {
        if (event.getType() == BundleEvent.INSTALLED || event.getType() == BundleEvent.UPDATED) {
            bundlesChanged = true;
        }
    }

    /** Looks once; to be called again and again, by one thread. */
    public void look() {
        try {
            if (bundlesChanged) {
                bundlesChanged = false;
                undescribed.forEach(taken::remove);
                undescribed.clear();
            }
            Map<Path, FileVersion> now = versions();
            Set<Path> known = new HashSet<>(taken.keySet());
            known.addAll(targets.keySet());
            for (Path gone : known) {
                if (!now.containsKey(gone) && !last.containsKey(gone)) {
                    takeBack(gone);
                }
            }
            for (Map.Entry<Path, FileVersion> file : now.entrySet()) {
                boolean settled = file.getValue().equals(last.get(file.getKey()));
                if (settled && !file.getValue().equals(taken.get(file.getKey()))) {
                    take(file.getKey(), file.getValue());
                }
            }
            last = now;
            complaints.settle(etc);
        } catch (LaunchFailure e) {
            complaints.error(etc, String.valueOf(e.getMessage()));
        }
    }

    private Map<Path, FileVersion> versions() throws LaunchFailure {
        Map<Path, FileVersion> versions = new HashMap<>();
        for (ConfigurationFile file : etc.files()) {
            try {
                versions.put(file.path(), FileVersion.of(file.path()));
            } catch (IOException e) {
                LOG.debug("{} has gone while it was looked at", file.path(), e);
            }
        }
        return versions;
    }

    private void take(Path file, FileVersion version) {
        taken.put(file, version);
        try {
            ConfigurationDefinitions definitions = definitions();
            ConfigurationTarget target = etc.file(file).target(definitions);
            Optional<Path> other = otherFileOf(target, file);
            if (other.isPresent()) {
                taken.remove(file); // its turn comes when the other one is gone
                complaints.error(
                        file, InstanceConfiguration.sameConfiguration(other.get(), file) + "; what was in force stays");
                return;
            }
            InstanceConfiguration.Checked checked = configurations.checkFile(etc.file(file), definitions);
            writer.write(checked);
            targets.put(file, target);
            if (definitions.of(target.pid()).isEmpty()) {
                undescribed.add(file);
            }
            checked.warnings().forEach(LOG::warn);
            complaints.settle(file);
            LOG.info("took the configuration {}", file);
        } catch (LaunchFailure e) {
            if (e.getCause() instanceof UntrustedPathException) {
                taken.remove(file); // its owner or mode may change without a change of the file
            } else {
                complaints.settle(file);
            }
            undescribed.add(file);
            complaints.error(file, e.getMessage() + "; what was in force stays");
        }
    }

    private void takeBack(Path file) {
        taken.remove(file);
        undescribed.remove(file);
        complaints.settle(file);
        try {
            ConfigurationDefinitions definitions = definitions();
            ConfigurationTarget known = targets.remove(file);
            ConfigurationTarget target = known == null ? etc.file(file).target(definitions) : known;
            if (otherFileOf(target, file).isPresent()) {
                return;
            }
            InstanceConfiguration.Checked rest = configurations.checkWithoutFile(target, definitions);
            if (rest.byTarget().isEmpty()) {
                writer.delete(target);
            } else {
                writer.write(rest);
            }
            LOG.info("took the configuration {} back", file);
        } catch (LaunchFailure e) {
            LOG.error("{}", e.getMessage());
        }
    }

    private Optional<Path> otherFileOf(ConfigurationTarget target, Path file) {
        return targets.entrySet().stream()
                .filter(entry ->
                        entry.getValue().equals(target) && !entry.getKey().equals(file))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    private ConfigurationDefinitions definitions() {
        return ConfigurationDefinitions.ofBundles(context.getBundles());
    }
}
