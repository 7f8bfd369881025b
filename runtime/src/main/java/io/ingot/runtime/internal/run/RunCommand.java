// SPDX-License-Identifier: Apache-2.0
package io.ingot.runtime.internal.run;

import io.ingot.image.ErrorCode;
import io.ingot.runtime.internal.configuration.EtcWatch;
import io.ingot.runtime.internal.deploy.DeployFolder;
import io.ingot.runtime.internal.deploy.DeployWatch;
import io.ingot.runtime.internal.framework.Boot;
import io.ingot.runtime.internal.framework.Instance;
import io.ingot.runtime.internal.framework.InstanceFiles;
import io.ingot.runtime.internal.home.BundleSet.Use;
import io.ingot.runtime.internal.home.Home;
import io.ingot.runtime.internal.home.LaunchFailure;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The command {@code ingot run}: the runtime in the foreground, until it is ended. */
public final class RunCommand {
    private static final Logger LOG = LoggerFactory.getLogger(RunCommand.class);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(500);

    private final InstanceFiles files;
    private final DeployFolder deploy;
    private final Instance instance;
    private final Boot boot;

    /** Creates the command for a started instance. */
    public RunCommand(InstanceFiles files, DeployFolder deploy, Instance instance, Boot boot) {
        this.files = files;
        this.deploy = deploy;
        this.instance = instance;
        this.boot = boot;
    }

    /** Returns the framework properties that the command needs. */
    public static Map<String, String> properties(Path installation) {
        return Map.of("gosh.home", installation.toUri().getPath());
    }

    /**
     * Runs until the framework stops.
     *
     * @param shell whether commands are read from standard input
     * @param quiet whether to omit the line that reports the start
     * @param limit the time limit in seconds
     * @throws LaunchFailure {@code TIMED_OUT} if the limit was reached
     */
    public void run(boolean shell, boolean quiet, Optional<String> limit) throws LaunchFailure {
        EtcWatch etc = EtcWatch.of(files.configuration(), boot.configurations(), instance.context());
        DeployWatch jars = boot.deploy(deploy, instance);
        try (PeriodicTask task = PeriodicTask.every(POLL_INTERVAL, etc::poll, jars::poll)) {
            reportStart(quiet);
            if (shell) {
                ShellExit.register(instance.context());
                instance.startAll(boot.bundles().of(Set.of(Use.TERMINAL)));
                InterruptSignal.passToShell(instance.context());
            }
            if (!instance.awaitStop(millis(limit))) {
                throw new LaunchFailure(ErrorCode.TIMED_OUT, "--timeout was reached after " + limit.orElse("") + " s");
            }
            LOG.info("stopping");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LaunchFailure(ErrorCode.CANCELLED, "interrupted", e);
        }
    }

    private static long millis(Optional<String> seconds) {
        return seconds.map(text ->
                        Math.max(1, new BigDecimal(text).movePointRight(3).longValue()))
                .orElse(0L);
    }

    private void reportStart(boolean quiet) {
        Home home = files.home();
        LOG.info("running, process {}, home {}", ProcessHandle.current().pid(), home.path());
        if (!quiet) {
            System.err.println(
                    "ingot: running, home " + home.path() + ", bundles in " + home.deploy() + " are installed");
        }
    }
}
