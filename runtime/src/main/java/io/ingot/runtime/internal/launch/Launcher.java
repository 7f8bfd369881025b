// SPDX-License-Identifier: Apache-2.0
package io.ingot.runtime.internal.launch;

import io.ingot.common.command.LaunchOption;
import io.ingot.image.ErrorCode;
import io.ingot.runtime.internal.configuration.InstanceConfiguration;
import io.ingot.runtime.internal.demo.DemoCommand;
import io.ingot.runtime.internal.demo.DemoReport;
import io.ingot.runtime.internal.deploy.DeployFolder;
import io.ingot.runtime.internal.framework.Boot;
import io.ingot.runtime.internal.framework.CommandEntry;
import io.ingot.runtime.internal.framework.Instance;
import io.ingot.runtime.internal.framework.InstanceFiles;
import io.ingot.runtime.internal.home.BundleSet;
import io.ingot.runtime.internal.home.BundleSet.Use;
import io.ingot.runtime.internal.home.Home;
import io.ingot.runtime.internal.home.LaunchFailure;
import io.ingot.runtime.internal.log.Logging;
import io.ingot.runtime.internal.run.RunCommand;
import io.ingot.runtime.internal.run.RunLock;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** Runs one command, from its arguments to its exit status. */
public final class Launcher {
    private final LauncherArguments arguments;
    private final StandardOutput out;
    private final Shutdown shutdown = new Shutdown();
    private volatile @Nullable Instance instance;

    private Launcher(LauncherArguments arguments, StandardOutput out) {
        this.arguments = arguments;
        this.out = out;
    }

    /**
     * Runs a command and returns its exit status. Failures before the command are reported in the same form as its own.
     *
     * @param out receives results
     */
    public static int launch(StandardOutput out, String... argv) {
        return new Launcher(LauncherArguments.parse(argv), out).launch();
    }

    private int launch() {
        shutdown.install(this::exiting, this::exited);
        try {
            return run();
        } catch (LaunchFailure e) {
            return report(shutdown.signalled() ? new LaunchFailure(ErrorCode.CANCELLED, "ended by a signal") : e);
        } catch (RuntimeException | LinkageError e) {
            if (shutdown.signalled()) {
                return report(new LaunchFailure(ErrorCode.CANCELLED, "ended by a signal"));
            }
            LoggerFactory.getLogger(Launcher.class).error("defect of the launcher", e);
            return report(new LaunchFailure(ErrorCode.INTERNAL, "a defect of the launcher: " + e, e));
        } finally {
            out.stream().flush();
            shutdown.ended();
        }
    }

    private int run() throws LaunchFailure {
        Path installation = Path.of(System.getProperty("ingot.installation", "."));
        BundleSet bundles = BundleSet.of(installation);
        OptionalInt status = StandaloneAnswer.to(arguments, bundles, out.stream());
        if (status.isPresent()) {
            return status.getAsInt();
        }
        Logging.toStandardError(arguments.verbosity());
        Preload.start();
        InstallationCheck.check(bundles);
        InstanceConfiguration configurations = InstanceConfiguration.of(arguments.configuration());
        InstanceConfiguration standalone = configurations.withDefault("io.ingot.httpclient", "useEnvironment", true);
        return switch (arguments.command()) {
            case "run" -> foreground(new Boot(installation, bundles, standalone), home());
            case "demo" ->
                demo(new Boot(
                        installation,
                        bundles,
                        configurations)); // its server is local: without the proxies of the environment
            default -> once(new Boot(installation, bundles, standalone), home());
        };
    }

    private Home home() throws LaunchFailure {
        Home home = Home.find(arguments.home(), System.getenv(), System.getProperty("user.home", "?"));
        home.create();
        return home;
    }

    private int once(Boot boot, Home home) throws LaunchFailure {
        try (TemporaryFolder temporary = TemporaryFolder.create()) {
            InstanceFiles files = new InstanceFiles(home, temporary.storage(), temporary.trust());
            DeployFolder deploy = files.deploy();
            try (Instance started = started(boot.start(files, Set.of(), deploy.copyAll(), Map.of()));
                    CommandEntry command = new CommandEntry(started.context())) {
                boot.deploy(deploy, started);
                return call(command);
            }
        }
    }

    private int foreground(Boot boot, Home home) throws LaunchFailure {
        try (TemporaryFolder temporary = TemporaryFolder.create();
                RunLock lock = RunLock.take(home, temporary.trust())) {
            InstanceFiles files = new InstanceFiles(home, lock.storage(), temporary.trust());
            DeployFolder deploy = files.deploy();
            deploy.create();
            Logging.toFile(home.logFile(files.trust()), arguments.verbosity());
            boolean shell = arguments.isShell() || Boolean.getBoolean("ingot.terminal");
            Map<String, String> properties = RunCommand.properties(boot.installation());
            Set<Use> uses = shell ? Set.of(Use.RUN, Use.SHELL) : Set.of(Use.RUN);
            if (shell) {
                out.restore();
            }
            try (Instance started = started(boot.start(files, uses, deploy.copyAll(), properties));
                    CommandEntry command = new CommandEntry(started.context())) {
                AtomicBoolean isChosen = offer(started, "run");
                int status = call(command);
                if (isChosen.get()) {
                    shutdown.onSignal(started::stop);
                    new RunCommand(files, deploy, started, boot)
                            .run(shell, arguments.verbosity() < 0, arguments.timeout());
                }
                return status;
            }
        }
    }

    private int demo(Boot boot) throws LaunchFailure {
        try (TemporaryFolder temporary = TemporaryFolder.create()) {
            Home home = new Home(temporary.content().resolve("home"));
            home.create();
            InstanceFiles files = new InstanceFiles(home, temporary.storage(), temporary.trust());
            files.deploy().create();
            Boot without = boot.without(DemoCommand.LATE_BUNDLE);
            try (Instance started = started(without.start(files, Set.of(), List.of(), Map.of()));
                    CommandEntry command = new CommandEntry(started.context())) {
                AtomicBoolean isChosen = offer(started, "demo");
                int status = call(command);
                if (isChosen.get()) {
                    List<String> limit = arguments
                            .timeout()
                            .map(seconds -> List.of(LaunchOption.TIMEOUT.toString(), seconds))
                            .orElse(List.of());
                    DemoReport report = new DemoReport(command, out.stream(), limit, arguments.isJson());
                    new DemoCommand(files, started, boot, report).run();
                }
                return status;
            }
        }
    }

    /** Registers one of the launcher's own commands. It runs after the console has returned. */
    private static AtomicBoolean offer(Instance instance, String name) {
        AtomicBoolean isChosen = new AtomicBoolean();
        CommandEntry.offer(instance.context(), name, () -> {
            isChosen.set(true);
            return 0;
        });
        return isChosen;
    }

    private int call(CommandEntry command) throws LaunchFailure {
        shutdown.onSignal(command::cancel);
        return command.call(out.stream(), arguments.all());
    }

    private Instance started(Instance started) {
        instance = started;
        return started;
    }

    /** Mutes standard output after an unexpected {@code System.exit}: a result would contradict the exit status. */
    private String exiting(ExitCaller caller) {
        out.setMuted(true);
        Instance running = instance;
        return caller.message(name -> running == null ? Optional.empty() : running.bundleOf(name));
    }

    private void exited(String message) {
        out.setMuted(false);
        LaunchFailure failure = new LaunchFailure(ErrorCode.INTERNAL, message);
        if (arguments.isJson()) {
            out.stream().println(failure.json());
            out.stream().flush();
        }
        System.err.println("ingot: " + message);
    }

    private int report(LaunchFailure failure) {
        if (arguments.isJson()) {
            out.stream().println(failure.json());
        } else {
            System.err.println("ingot: " + failure.getMessage());
        }
        return failure.error().exitStatus();
    }
}
