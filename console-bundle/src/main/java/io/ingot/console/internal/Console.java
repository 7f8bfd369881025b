// SPDX-License-Identifier: Apache-2.0
package io.ingot.console.internal;

import io.ingot.console.internal.command.Command;
import io.ingot.console.internal.command.CommandContext;
import io.ingot.console.internal.output.ProgressDisplay;
import io.ingot.console.internal.output.Verbosity;
import io.ingot.console.internal.syntax.CommonOptions;
import io.ingot.image.Call;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.client.ImageFetcher;
import io.ingot.image.client.ImageServices;
import io.ingot.image.deploy.DeploymentPlanner;
import io.ingot.image.store.ImageStore;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.ComponentServiceObjects;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/**
 * The state that the commands of a process and of a shell share: the services that they use, and the running commands,
 * which are cancelled when the console stops. Immediate, since a shell gets and releases its commands on every use.
 */
@Component(service = Console.class, immediate = true)
public final class Console {
    /** The service property with which the launcher registers the action of a command: the command's name. */
    static final String LAUNCHER_COMMAND = "ingot.command";

    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final DynamicService<ImageServices> servicesLookup =
            new DynamicService<>("io.ingot.resolver", () -> this.services);
    private final DynamicService<ImageFetcher> fetcherLookup =
            new DynamicService<>("io.ingot.fetch", () -> this.fetcher);
    private final DynamicService<ImageStore> storeLookup = new DynamicService<>("io.ingot.fetch", () -> this.store);
    private final DynamicService<DeploymentPlanner> plannerLookup =
            new DynamicService<>("io.ingot.deploy", () -> this.planner);
    private final Map<String, Callable<?>> launcherCommands = new ConcurrentHashMap<>();
    private final RunningCommands running = new RunningCommands();
    private final ConsoleEnvironment environment;
    private final Duration serviceTimeout;

    @Reference(
            service = ImageServices.class,
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY,
            bind = "serviceChanged",
            unbind = "serviceChanged")
    volatile @Nullable ComponentServiceObjects<ImageServices> services;

    @Reference(
            service = ImageFetcher.class,
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY,
            bind = "serviceChanged",
            unbind = "serviceChanged")
    volatile @Nullable ComponentServiceObjects<ImageFetcher> fetcher;

    @Reference(
            service = ImageStore.class,
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY,
            bind = "serviceChanged",
            unbind = "serviceChanged")
    volatile @Nullable ComponentServiceObjects<ImageStore> store;

    @Reference(
            service = DeploymentPlanner.class,
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY,
            bind = "serviceChanged",
            unbind = "serviceChanged")
    volatile @Nullable ComponentServiceObjects<DeploymentPlanner> planner;

    /** Creates a console that is ready immediately; commands wait for the services that they use. */
    @Activate
    public Console(BundleContext context) {
        this(ConsoleEnvironment.of(context), TIMEOUT);
    }

    /** Creates a console whose commands wait for a service for at most {@code serviceTimeout}. */
    Console(ConsoleEnvironment environment, Duration serviceTimeout) {
        this.environment = environment;
        this.serviceTimeout = serviceTimeout;
    }

    /** Called by Declarative Services after they have set or cleared the field of a service. */
    void serviceChanged(ServiceReference<?> service) {
        recheckServices();
    }

    /** Wakes up the commands that wait for a service. */
    void recheckServices() {
        servicesLookup.recheck();
        fetcherLookup.recheck();
        storeLookup.recheck();
        plannerLookup.recheck();
    }

    @Reference(
            service = Callable.class,
            target = "(" + LAUNCHER_COMMAND + "=*)",
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC)
    void bindLauncherCommand(Callable<?> action, Map<String, Object> properties) {
        launcherCommands.put(String.valueOf(properties.get(LAUNCHER_COMMAND)), action);
    }

    void unbindLauncherCommand(Callable<?> action, Map<String, Object> properties) {
        launcherCommands.remove(String.valueOf(properties.get(LAUNCHER_COMMAND)), action);
    }

    /** Cancels the running commands, and gives them time to report that. */
    @Deactivate
    void deactivate() {
        running.stop(TIMEOUT);
    }

    /** Cancels the running commands of the shell of this process; returns whether there were any. */
    boolean interrupt() {
        return running.interrupt();
    }

    ConsoleEnvironment environment() {
        return environment;
    }

    /** Runs an action with the context of a command, which stays valid until the action has printed the result. */
    int runInContext(Command command, CommonOptions options, CommandUser caller, ToIntFunction<CommandContext> action) {
        Call call = command.isCancelledWithConsole()
                ? running.begin(options.timeout(), caller.interruptible())
                : running.beginUntracked(options.timeout());
        try {
            return action.applyAsInt(new ConsoleContext(call, caller, options));
        } finally {
            running.end(call);
        }
    }

    private final class ConsoleContext implements CommandContext {
        private final Call call;
        private final CommandUser caller;
        private final CommonOptions options;

        ConsoleContext(Call call, CommandUser caller, CommonOptions options) {
            this.call = call;
            this.caller = caller;
            this.options = options;
        }

        @Override
        public Call call() {
            return call;
        }

        @Override
        public Path folder() {
            return caller.folder();
        }

        @Override
        public Optional<InputStream> input() {
            return caller.input();
        }

        @Override
        public Optional<String> user() {
            return caller.loginName();
        }

        @Override
        public ImageServices services() throws ImageException {
            return servicesLookup.await(serviceTimeout, call);
        }

        @Override
        public ImageFetcher fetcher() throws ImageException {
            return fetcherLookup.await(serviceTimeout, call);
        }

        @Override
        public ImageStore store() throws ImageException {
            return storeLookup.await(serviceTimeout, call);
        }

        @Override
        public DeploymentPlanner planner() throws ImageException {
            return plannerLookup.await(serviceTimeout, call);
        }

        @Override
        public Callable<?> launcherCommand(String command) throws ImageException {
            Callable<?> action = launcherCommands.get(command);
            if (action == null) {
                throw new ImageException(
                        ErrorCode.INTERNAL,
                        command + " is available in Ingot's own launcher only; run it with bin/ingot");
            }
            return action;
        }

        @Override
        public boolean isVerbose() {
            return options.verbosity() == Verbosity.VERBOSE;
        }

        @Override
        public ProgressDisplay progress() {
            return ProgressDisplay.of(caller.terminal(), options.verbosity());
        }
    }
}
