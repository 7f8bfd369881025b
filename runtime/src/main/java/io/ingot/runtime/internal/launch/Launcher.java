// SPDX-License-Identifier: Apache-2.0
package io.ingot.runtime.internal.launch;

import io.ingot.common.command.LaunchOption;
import io.ingot.image.ErrorCode;
import io.ingot.runtime.internal.configuration.InstanceConfiguration;
import io.ingot.runtime.internal.demo.DemoCommand;
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

/** One command, from its arguments to its exit status. */
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
     * Carries a command out, and answers with its exit status. What goes wrong before it is reported as the command would.
     *
     * @param out takes results
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
            LoggerFactory.getLogger(Launcher.class).error("a defect", e);
            return report(new LaunchFailure(ErrorCode.INTERNAL, "a defect of the launcher: " + e, e));
        } finally {
            out.stream().flush();
            shutdown.ended();
        }
    }

    private int run() throws LaunchFailure {
        Path installation = Path.of(System.getProperty("ingot.installation", "."));
        BundleSet bundles = BundleSet.of(installation);
        OptionalInt answered = StandaloneAnswer.to(arguments, bundles, out.stream());
        if (answered.isPresent()) {
            return answered.getAsInt();
        }
        Logging.toStandardError(arguments.verbosity());
        InstallationCheck.check(bundles);
        InstanceConfiguration configurations = InstanceConfiguration.of(arguments.configuration());
        InstanceConfiguration standalone = configurations.withDefault("io.ingot.httpclient", "useEnvironment", true);
        return switch (arguments.command()) {
            case "run" -> foreground(new Boot(installation, bundles, standalone), home());
            case "demo" -> demo(new Boot(installation, bundles, configurations)); // its servers are its own
            default -> once(new Boot(installation, bundles, standalone), home());
        };
    }

    private Home home() throws LaunchFailure {
        Home home = Home.find(arguments.home(), System.getenv(), System.getProperty("user.home", "?"));
        home.make();
        return home;
    }

    private int once(Boot boot, Home home) throws LaunchFailure {
        try (TemporaryFolder temporary = TemporaryFolder.make()) {
            InstanceFiles files = new InstanceFiles(home, temporary.storage(), temporary.trust());
            DeployFolder deploy = files.deploy();
            try (Instance started = begun(boot.start(files, Set.of(), deploy.copyAll(), Map.of()));
                    CommandEntry command = new CommandEntry(started.context())) {
                boot.deploy(deploy, started);
                return call(command);
            }
        }
    }

    private int foreground(Boot boot, Home home) throws LaunchFailure {
        try (TemporaryFolder temporary = TemporaryFolder.make();
                RunLock lock = RunLock.take(home, temporary.trust())) {
            InstanceFiles files = new InstanceFiles(home, lock.storage(), temporary.trust());
            DeployFolder deploy = files.deploy();
            deploy.make();
            Logging.toFile(home.logFile(files.trust()), arguments.verbosity());
            boolean shell = arguments.shell() || Boolean.getBoolean("ingot.terminal");
            Map<String, String> properties = RunCommand.properties(boot.installation());
            Set<Use> uses = shell ? Set.of(Use.RUN, Use.SHELL) : Set.of(Use.RUN);
            if (shell) {
                out.giveBack();
            }
            try (Instance started = begun(boot.start(files, uses, deploy.copyAll(), properties));
                    CommandEntry command = new CommandEntry(started.context())) {
                AtomicBoolean chosen = offer(started, "run");
                int status = call(command);
                if (chosen.get()) {
                    shutdown.onSignal(started::stop);
                    new RunCommand(files, deploy, started, boot)
                            .run(shell, arguments.verbosity() < 0, arguments.timeout());
                }
                return status;
            }
        }
    }

    private int demo(Boot boot) throws LaunchFailure {
        try (TemporaryFolder temporary = TemporaryFolder.make()) {
            Home home = new Home(temporary.content().resolve("home"));
            home.make();
            InstanceFiles files = new InstanceFiles(home, temporary.storage(), temporary.trust());
            files.deploy().make();
            Boot without = boot.without(DemoCommand.HOT);
            try (Instance started = begun(without.start(files, Set.of(), List.of(), Map.of()));
                    CommandEntry command = new CommandEntry(started.context())) {
                AtomicBoolean chosen = offer(started, "demo");
                int status = call(command);
                if (chosen.get()) {
                    List<String> limit = arguments
                            .timeout()
                            .map(seconds -> List.of(LaunchOption.TIMEOUT.toString(), seconds))
                            .orElse(List.of());
                    new DemoCommand(files, started, boot, without, command, out.stream(), limit, arguments.json())
                            .run();
                }
                return status;
            }
        }
    }

    /** Offers one of the launcher's own commands: it begins when the command's parser has returned. */
    private static AtomicBoolean offer(Instance instance, String name) {
        AtomicBoolean chosen = new AtomicBoolean();
        CommandEntry.offer(instance.context(), name, () -> {
            chosen.set(true);
            return 0;
        });
        return chosen;
    }

    private int call(CommandEntry command) throws LaunchFailure {
        shutdown.onSignal(command::cancel);
        return command.call(out.stream(), arguments.all());
    }

    private Instance begun(Instance started) {
        instance = started;
        return started;
    }

    /** Whatever ends now was not asked to: its result would contradict the exit status. */
    private String exiting(ExitCaller culprit) {
        out.mute(true);
        Instance running = instance;
        return culprit.sentence(name -> running == null ? Optional.empty() : running.bundleOf(name));
    }

    private void exited(String sentence) {
        out.mute(false);
        LaunchFailure failure = new LaunchFailure(ErrorCode.INTERNAL, sentence);
        if (arguments.json()) {
            out.stream().println(failure.json());
            out.stream().flush();
        }
        System.err.println("ingot: " + sentence);
    }

    private int report(LaunchFailure failure) {
        if (arguments.json()) {
            out.stream().println(failure.json());
        } else {
            System.err.println("ingot: " + failure.getMessage());
        }
        return failure.error().exitStatus();
    }
}
