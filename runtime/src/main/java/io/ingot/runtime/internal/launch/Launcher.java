// SPDX-License-Identifier: Apache-2.0
package io.ingot.runtime.internal.launch;

import io.ingot.image.ErrorCode;
import io.ingot.runtime.internal.configuration.Configurations;
import io.ingot.runtime.internal.demo.DemoCommand;
import io.ingot.runtime.internal.launch.BundleSet.Use;
import io.ingot.runtime.internal.log.Logging;
import io.ingot.runtime.internal.run.DeployFolder;
import io.ingot.runtime.internal.run.RunCommand;
import io.ingot.runtime.internal.run.RunLock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.LoggerFactory;

/** One command, from its arguments to its exit status. */
public final class Launcher {
    private final Arguments arguments;
    private final Shutdown shutdown;

    private Launcher(Arguments arguments, Shutdown shutdown) {
        this.arguments = arguments;
        this.shutdown = shutdown;
    }

    /** Carries a command out, and answers with its exit status. What goes wrong before it is told as the command would. */
    public static int launch(String... argv) {
        Arguments arguments = Arguments.parse(argv);
        Shutdown shutdown = new Shutdown();
        shutdown.install();
        try {
            return new Launcher(arguments, shutdown).run();
        } catch (Failure e) {
            return report(shutdown.signalled() ? new Failure(ErrorCode.CANCELLED, "ended by a signal") : e, arguments);
        } catch (RuntimeException | LinkageError e) {
            if (shutdown.signalled()) {
                return report(new Failure(ErrorCode.CANCELLED, "ended by a signal"), arguments);
            }
            LoggerFactory.getLogger(Launcher.class).error("a defect", e);
            return report(new Failure(ErrorCode.INTERNAL, "a defect of the launcher: " + e, e), arguments);
        } finally {
            System.out.flush();
            shutdown.ended();
        }
    }

    private int run() throws Failure {
        Logging.toStandardError(arguments.verbosity());
        Path installation = Path.of(System.getProperty("ingot.installation", "."));
        if (arguments.help()) {
            return help(new Boot(installation, Configurations.of(List.of())));
        }
        Boot boot = new Boot(installation, Configurations.of(arguments.configuration()));
        return switch (arguments.command()) {
            case "run" -> foreground(boot, home());
            case "demo" -> demo(boot);
            default -> once(boot, home());
        };
    }

    private Home home() throws Failure {
        Home home = Home.find(arguments.home(), System.getenv(), System.getProperty("user.home", "?"));
        home.make();
        return home;
    }

    /** Help is had without a home, and whatever is wrong with the configuration. */
    private int help(Boot boot) throws Failure {
        try (TemporaryFolder folder = TemporaryFolder.make()) {
            Home home = new Home(folder.path().resolve("home"));
            home.make();
            return once(boot, home);
        }
    }

    private int once(Boot boot, Home home) throws Failure {
        DeployFolder deploy = new DeployFolder(home);
        try (TemporaryFolder storage = TemporaryFolder.make()) {
            deploy.check(storage.user());
            try (Instance instance = boot.start(home, Set.of(), storage.path(), deploy.jars(), Map.of());
                    CommandEntry command = new CommandEntry(instance.context())) {
                boot.startDeployed(instance, deploy.jars());
                return call(command);
            }
        }
    }

    private int foreground(Boot boot, Home home) throws Failure {
        DeployFolder deploy = new DeployFolder(home);
        deploy.make();
        try (TemporaryFolder temporary = TemporaryFolder.make();
                RunLock lock = RunLock.take(home)) {
            deploy.check(temporary.user());
            Logging.toFile(PrivateFolder.make(home.log()), arguments.verbosity());
            boolean shell = arguments.shell() || Boolean.getBoolean("ingot.terminal");
            Map<String, String> properties = RunCommand.properties(boot.installation(), deploy, temporary.path());
            Set<Use> uses = shell ? Set.of(Use.RUN, Use.SHELL) : Set.of(Use.RUN);
            try (Instance instance = boot.start(home, uses, lock.storage(), deploy.jars(), properties);
                    CommandEntry command = new CommandEntry(instance.context())) {
                AtomicBoolean chosen = offer(instance, "run");
                int status = call(command);
                if (chosen.get()) {
                    shutdown.onSignal(instance::stop);
                    new RunCommand(home, instance, boot).run(shell, arguments.verbosity() < 0, arguments.timeout());
                }
                return status;
            }
        }
    }

    private int demo(Boot boot) throws Failure {
        try (TemporaryFolder temporary = TemporaryFolder.make()) {
            Home home = new Home(temporary.path().resolve("home"));
            home.make();
            DeployFolder deploy = new DeployFolder(home);
            deploy.make();
            Map<String, String> properties = deploy.properties(temporary.path(), Duration.ofMillis(200));
            try (Instance instance = boot.without(DemoCommand.HOT)
                            .start(home, Set.of(), temporary.path().resolve("framework"), List.of(), properties);
                    CommandEntry command = new CommandEntry(instance.context())) {
                AtomicBoolean chosen = offer(instance, "demo");
                int status = call(command);
                if (chosen.get()) {
                    List<String> limit = arguments
                            .timeout()
                            .map(seconds -> List.of("--timeout", seconds))
                            .orElse(List.of());
                    new DemoCommand(home, instance, boot, command, limit, arguments.json()).run();
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

    private int call(CommandEntry command) throws Failure {
        shutdown.onSignal(command::cancel);
        return command.call(arguments.all());
    }

    private static int report(Failure failure, Arguments arguments) {
        if (arguments.json()) {
            System.out.println(failure.json());
        } else {
            System.err.println("ingot: " + failure.getMessage());
        }
        return failure.code().exitStatus();
    }
}
