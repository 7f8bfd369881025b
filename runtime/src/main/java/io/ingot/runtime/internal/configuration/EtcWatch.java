// SPDX-License-Identifier: Apache-2.0
package io.ingot.runtime.internal.configuration;

import io.ingot.runtime.internal.file.FileVersion;
import io.ingot.runtime.internal.file.UntrustedPathException;
import io.ingot.runtime.internal.home.LaunchFailure;
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
 * Applies changes of the configuration files while the runtime runs. A file is read when it has not changed between two
 * polls; an invalid one is refused as a whole, and the previous configuration stays in force.
 */
public final class EtcWatch {
    private static final Logger LOG = LoggerFactory.getLogger(EtcWatch.class);

    private final ConfigurationFolder etc;
    private final InstanceConfiguration configurations;
    private final BundleContext context;
    private final ConfigurationWriter writer;
    private final BundleListener bundles = this::bundleChanged;
    private final Map<Path, FileVersion> applied = new HashMap<>();
    private final Map<Path, ConfigurationTarget> targets = new HashMap<>();
    private final Set<Path> undescribed = new HashSet<>();
    private final RepeatedWarnings failures = new RepeatedWarnings(LOG);
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
     * Starts to watch the folder, whose current files are in force already.
     *
     * @param configurations the configuration of the start; its options still take precedence over files
     */
    public static EtcWatch of(ConfigurationFolder etc, InstanceConfiguration configurations, BundleContext context)
            throws LaunchFailure {
        EtcWatch watch = new EtcWatch(etc, configurations, context);
        watch.applied.putAll(watch.versions());
        ConfigurationDefinitions definitions = watch.definitions();
        for (Path file : watch.applied.keySet()) {
            ConfigurationTarget target = etc.file(file).target(definitions);
            watch.targets.put(file, target);
            if (definitions.of(target.pid()).isEmpty()) {
                watch.undescribed.add(file);
            }
        }
        watch.last = Map.copyOf(watch.applied);
        context.addBundleListener(watch.bundles);
        return watch;
    }

    private void bundleChanged(BundleEvent event) {
        if (event.getType() == BundleEvent.INSTALLED || event.getType() == BundleEvent.UPDATED) {
            bundlesChanged = true;
        }
    }

    /** Checks the folder once; to be called periodically by one thread. */
    public void poll() {
        try {
            if (bundlesChanged) {
                bundlesChanged = false;
                undescribed.forEach(applied::remove);
                undescribed.clear();
            }
            Map<Path, FileVersion> now = versions();
            Set<Path> known = new HashSet<>(applied.keySet());
            known.addAll(targets.keySet());
            for (Path missing : known) {
                if (!now.containsKey(missing) && !last.containsKey(missing)) {
                    revert(missing);
                }
            }
            for (Map.Entry<Path, FileVersion> file : now.entrySet()) {
                boolean isSettled = file.getValue().equals(last.get(file.getKey()));
                if (isSettled && !file.getValue().equals(applied.get(file.getKey()))) {
                    apply(file.getKey(), file.getValue());
                }
            }
            last = now;
            failures.clear(etc);
        } catch (LaunchFailure e) {
            failures.error(etc, String.valueOf(e.getMessage()));
        }
    }

    private Map<Path, FileVersion> versions() throws LaunchFailure {
        Map<Path, FileVersion> versions = new HashMap<>();
        for (ConfigurationFile file : etc.files()) {
            try {
                versions.put(file.path(), FileVersion.of(file.path()));
            } catch (IOException e) {
                LOG.debug("{} disappeared while it was read", file.path(), e);
            }
        }
        return versions;
    }

    private void apply(Path file, FileVersion version) {
        applied.put(file, version);
        try {
            ConfigurationDefinitions definitions = definitions();
            ConfigurationTarget target = etc.file(file).target(definitions);
            Optional<Path> other = otherFileOf(target, file);
            if (other.isPresent()) {
                applied.remove(file); // applied when the other file is removed
                failures.error(
                        file,
                        InstanceConfiguration.sameConfiguration(other.get(), file)
                                + "; the previous configuration stays in force");
                return;
            }
            InstanceConfiguration.Checked checked = configurations.checkFile(etc.file(file), definitions);
            writer.write(checked);
            targets.put(file, target);
            if (definitions.of(target.pid()).isEmpty()) {
                undescribed.add(file);
            }
            checked.warnings().forEach(LOG::warn);
            failures.clear(file);
            LOG.info("applied the configuration {}", file);
        } catch (LaunchFailure e) {
            if (e.getCause() instanceof UntrustedPathException) {
                applied.remove(file); // its owner or mode may change without a change of the file
            } else {
                failures.clear(file);
            }
            undescribed.add(file);
            failures.error(file, e.getMessage() + "; the previous configuration stays in force");
        }
    }

    private void revert(Path file) {
        applied.remove(file);
        undescribed.remove(file);
        failures.clear(file);
        try {
            ConfigurationDefinitions definitions = definitions();
            ConfigurationTarget known = targets.remove(file);
            ConfigurationTarget target = known == null ? etc.file(file).target(definitions) : known;
            if (otherFileOf(target, file).isPresent()) {
                return;
            }
            InstanceConfiguration.Checked remaining = configurations.checkWithoutFile(target, definitions);
            if (remaining.byTarget().isEmpty()) {
                writer.delete(target);
            } else {
                writer.write(remaining);
            }
            LOG.info("removed the configuration {}", file);
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
