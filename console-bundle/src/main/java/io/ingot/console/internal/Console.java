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
import org.osgi.service.component.ComponentServiceObjects;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/**
 * What the commands of a process and of a shell share: the services they use, and the end of those that run. Immediate,
 * since a shell gets and releases its commands each time.
 */
@Component(service = Console.class, immediate = true)
public final class Console {
    /** The service property of what the launcher does for a command: its name. */
    static final String LAUNCHER_COMMAND = "ingot.command";

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final DynamicService<ImageServices> servicesWhenHere =
            new DynamicService<>("io.ingot.resolver", () -> this.services);
    private final DynamicService<ImageFetcher> fetcherWhenHere =
            new DynamicService<>("io.ingot.fetch", () -> this.fetcher);
    private final DynamicService<ImageStore> storeWhenHere = new DynamicService<>("io.ingot.fetch", () -> this.store);
    private final DynamicService<DeploymentPlanner> plannerWhenHere =
            new DynamicService<>("io.ingot.deploy", () -> this.planner);
    private final Map<String, Callable<?>> launcher = new ConcurrentHashMap<>();
    private final RunningCommands running = new RunningCommands();
    private final ConsoleEnvironment about;
    private final Duration patience;

    @Reference(
            service = ImageServices.class,
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile @Nullable ComponentServiceObjects<ImageServices> services;

    @Reference(
            service = ImageFetcher.class,
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile @Nullable ComponentServiceObjects<ImageFetcher> fetcher;

    @Reference(
            service = ImageStore.class,
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile @Nullable ComponentServiceObjects<ImageStore> store;

    @Reference(
            service = DeploymentPlanner.class,
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile @Nullable ComponentServiceObjects<DeploymentPlanner> planner;

    /** Ready at once; services are waited for by the commands that use them. */
    @Activate
    public Console(BundleContext context) {
        this(ConsoleEnvironment.of(context), PATIENCE);
    }

    /** {@code patience} is how long a command waits for a service. */
    Console(ConsoleEnvironment about, Duration patience) {
        this.about = about;
        this.patience = patience;
    }

    @Reference(
            service = Callable.class,
            target = "(" + LAUNCHER_COMMAND + "=*)",
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC)
    void bindLauncher(Callable<?> work, Map<String, Object> properties) {
        launcher.put(String.valueOf(properties.get(LAUNCHER_COMMAND)), work);
    }

    void unbindLauncher(Callable<?> work, Map<String, Object> properties) {
        launcher.remove(String.valueOf(properties.get(LAUNCHER_COMMAND)), work);
    }

    /** Ends what runs, and gives it time to say so. */
    @Deactivate
    void deactivate() {
        running.stop(PATIENCE);
    }

    /** Cancels the commands that were typed into the shell of this process and have not ended; whether there are any. */
    boolean interrupt() {
        return running.interrupt();
    }

    ConsoleEnvironment about() {
        return about;
    }

    /** Does something in a command's workplace, which stands until its outcome is printed. */
    int inWorkplace(Command command, CommonOptions options, CommandUser caller, ToIntFunction<CommandContext> work) {
        Call call = command.endsWithConsole()
                ? running.begin(options.timeout(), caller.interruptible())
                : running.apart(options.timeout());
        try {
            return work.applyAsInt(new Place(call, caller, options));
        } finally {
            running.end(call);
        }
    }

    private final class Place implements CommandContext {
        private final Call call;
        private final CommandUser caller;
        private final CommonOptions options;

        Place(Call call, CommandUser caller, CommonOptions options) {
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
            return caller.user();
        }

        @Override
        public ImageServices services() throws ImageException {
            return servicesWhenHere.await(patience, call);
        }

        @Override
        public ImageFetcher fetcher() throws ImageException {
            return fetcherWhenHere.await(patience, call);
        }

        @Override
        public ImageStore store() throws ImageException {
            return storeWhenHere.await(patience, call);
        }

        @Override
        public DeploymentPlanner planner() throws ImageException {
            return plannerWhenHere.await(patience, call);
        }

        @Override
        public Callable<?> launcher(String command) throws ImageException {
            Callable<?> work = launcher.get(command);
            if (work == null) {
                throw new ImageException(
                        ErrorCode.INTERNAL, command + " is a command of Ingot's own launcher, which does not run here");
            }
            return work;
        }

        @Override
        public boolean verbose() {
            return options.verbosity() == Verbosity.VERBOSE;
        }

        @Override
        public ProgressDisplay progress() {
            return ProgressDisplay.of(caller.terminal(), options.verbosity());
        }
    }
}
